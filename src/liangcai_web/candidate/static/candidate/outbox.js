// What is not acknowledged yet, kept in this browser's IndexedDB until it is. Survives closing, crashing, killing.

const NAME = "liangcai-sitting";
const STORE = "pending";

export async function openOutbox(attempt) {
  try {
    return new Outbox(await openDatabase(), attempt);
  } catch {
    return new NoOutbox();
  }
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: "id" });
      store.createIndex("attempt", "attempt");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

class Outbox {
  durable = true;

  constructor(database, attempt) {
    this.database = database;
    this.attempt = attempt;
    this.works = [];
    this.next = null;
    this.running = null;
  }

  keep(event) {
    return this.change((store) => store.put({ ...event, attempt: this.attempt }));
  }

  drop(ids) {
    return this.change((store) => ids.forEach((id) => store.delete(id)));
  }

  list() {
    return new Promise((resolve, reject) => {
      const request = this.database.transaction(STORE).objectStore(STORE).index("attempt").getAll(this.attempt);
      // in the order in which they were given: the index gives them by their ids
      request.onsuccess = () => resolve(request.result.map(({ attempt, ...event }) => event).sort((a, b) => a.sequence - b.sequence));
      request.onerror = () => reject(request.error);
    });
  }

  // While one transaction is on its way to the disk, what comes meanwhile waits and goes together in the next.
  change(work) {
    this.works.push(work);
    this.next ??= (this.running ?? Promise.resolve()).catch(() => {}).then(() => {
      const works = this.works.splice(0);
      this.next = null;
      this.running = this.commit(works);
      return this.running;
    });
    return this.next;
  }

  // strict: the promise resolves when the browser has put it on the disk, not in a cache
  commit(works) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      const store = transaction.objectStore(STORE);
      for (const work of works) work(store);
    });
  }
}

// A browser that keeps nothing, as some do in private windows: said truthfully, and sending goes on.
class NoOutbox {
  durable = false;
  async keep() {}
  async drop() {}
  async list() {
    return [];
  }
}
