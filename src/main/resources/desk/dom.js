/** A DOM node; text always goes in as text. */
export function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child != null));
  return node;
}

export function fill(parent, children) {
  parent.replaceChildren(...children);
}

export function plural(count, word) {
  return `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
}

export function money(amount, currency) {
  return amount == null ? "–" : currency + "\u00a0"
    + Number(amount).toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function percent(share) {
  return share == null ? "unknown" : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}\u00a0%`;
}

export function quiet(...text) {
  return element("div", { className: "quiet" }, ...text);
}

/** A claim as people call it: its number carries what it is. */
export function claimName(id) {
  return id.replace(/^invoice:/, "Invoice ").replace(/^order:/, "Order ");
}

/** Where a customer is, as far as it is known. */
export function place(...names) {
  return names.filter(name => name && name !== "Unknown").join(", ");
}

/** What keeps a collector from it; the sentence is read aloud too. */
export function held(hold) {
  return hold == null ? null : element("div", { className: "hold" }, `Held: ${hold.title}`,
    element("span", { className: "hidden" }, `. ${hold.sentence}`));
}

/** What a run drew to be left alone. */
export function leftAlone(line) {
  return line.leftAlone ? element("div", { className: "hold" }, "Do not call: left alone by draw, to see what calls add") : null;
}

export function why(reasons) {
  return element("ul", { className: "why" }, ...reasons.map(reason => element("li",
    { className: reason.includes("(raises") ? "up" : reason.includes("(lowers") ? "down" : "" }, reason)));
}

/** A row of a table whose cells name their columns, which narrow screens show. */
export function tableRow(className, heads, cells, classes) {
  const row = element("tr", { className });
  cells.forEach((content, i) => {
    const cell = element("td", { className: classes[i] ?? "" }, element("div", {}, ...content.filter(part => part != null)));
    cell.dataset.label = heads[i];
    row.append(cell);
  });
  return row;
}
