"""The addresses of the question bank."""

from django.urls import path

from liangcai_web.bank import views, views_elements, views_import, views_items, views_pictures

SHELF = "bank/<slug:key>/<str:level>"
urlpatterns = [
    path("bank", views.show_shelves, name="bank"),
    path("bank/pictures/<slug:sha256>", views_pictures.show_picture, name="bank-picture"),
    path(SHELF, views.show_items, name="bank-items"),
    path(f"{SHELF}/coverage", views.show_coverage, name="bank-coverage"),
    path(f"{SHELF}/elements/<str:code>", views_elements.edit_points, name="bank-points"),
    path(f"{SHELF}/new", views_items.write_item, name="bank-new"),
    path(f"{SHELF}/preview", views_items.preview_item, name="bank-preview"),
    path(f"{SHELF}/items/<str:item_id>", views_items.write_item, name="bank-item"),
    path(f"{SHELF}/items/<str:item_id>/step", views_items.move_on, name="bank-step"),
    path(f"{SHELF}/files", views_import.show_imports, name="bank-imports"),
    path(f"{SHELF}/files/<slug:sha256>", views_import.show_upload, name="bank-upload"),
    path(f"{SHELF}/bank.<slug:form>", views_import.download_bank, name="bank-download"),
]
