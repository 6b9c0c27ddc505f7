// What a page must not have got from a text: elements, attributes, addresses, scripts, styles.
() => {
  const MARK = /x19q\d|__ran|x19\.invalid/;
  const ADDRESSES = /^(href|src|srcset|action|formaction|xlink:href|data|poster|background|ping|cite|srcdoc)$/;
  const faults = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const kind = name.toLowerCase();
        if (kind === "data-x19") faults.push(`element ${element.localName} ${value}`);
        if (kind.startsWith("on")) faults.push(`handler ${element.localName} ${kind}`);
        if (!/^[a-z][a-z0-9:-]*$/i.test(name) || MARK.test(name)) faults.push(`attribute ${element.localName} ${name}`);
        if (kind === "style" && MARK.test(value)) faults.push(`style ${value}`);
        if (ADDRESSES.test(kind)) {
          let address;
          try { address = new URL(value, location.href); } catch { continue; }
          const strange = address.host !== location.host && address.protocol !== "blob:" && MARK.test(value);
          if (/^(javascript|vbscript):/.test(address.protocol) || strange) faults.push(`address ${element.localName} ${value}`);
        }
      }
      const data = element.localName === "script" && /json/.test(element.type);
      if (/^(script|style)$/.test(element.localName) && !data && MARK.test(element.textContent)) faults.push(`inside ${element.localName}`);
      if (element.localName === "template") look(element.content);
    }
  };
  look(document);
  const fields = [...document.querySelectorAll("input, textarea")].map((field) => field.value).join(" ");
  const words = new Set((document.documentElement.outerHTML + fields).match(/x19q\d+z/g) ?? []);
  return { faults, words: [...words] };
}
