"use strict";
// Shows one page and one currency at a time and draws the charts; without it the whole report shows as tables.
(function () {
  const root = document.documentElement;
  const drawings = JSON.parse(document.getElementById("drawings").textContent);
  const pages = [...document.querySelectorAll(".page")];
  const currency = document.getElementById("currency");
  const theme = document.getElementById("theme");
  const drawn = new Map();
  const RAMP = { "Low risk": "--good", "Medium risk": "--warn", "High risk": "--bad", "Not scored": "--none",
    "Open": "--c3", "Overdue": "--bad", "Not overdue": "--c1", "Still open": "--c5", "Refunded": "--c4",
    "Paid": "--good", "Credited": "--c2", "Written Off": "--none", "Provision": "--c3", "Model expects": "--c1", "Then": "--c6", "Now": "--c1", "New amount": "--bad", "Gone amount": "--good" };

  // Ages have colours of their own: the first and the last one of the ramp, and what lies between is spread over the rest.
  const ages = JSON.parse(document.getElementById("drawings").dataset.ageing);
  const AGED = { [ages[0]]: "--r1", [ages[ages.length - 1]]: "--r6" };

  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const channels = name => [1, 3, 5].map(at => parseInt(colour(name).slice(at, at + 2), 16));

  function aged(bucket) {
    const last = ages.length - 3;
    const place = 2 + (last > 0 ? 3 * (ages.indexOf(bucket) - 1) / last : 3);
    const low = channels("--r" + Math.floor(place)), high = channels("--r" + Math.ceil(place));
    return "#" + low.map((v, i) => Math.round(v + (high[i] - v) * (place % 1)).toString(16).padStart(2, "0")).join("");
  }

  const shade = (name, i) => !AGED[name] && ages.includes(name) ? aged(name) : colour(AGED[name] || RAMP[name] || "--c" + (1 + i % 6));
  const grouped = (value, digits) => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

  function said(value, kind, code) {
    if (value === null || value === undefined) return "–";
    if (kind === "MONEY") return (code && code !== "XXX" ? code + "\u00a0" : "") + grouped(Number(value), 2);
    if (kind === "SHARE") return grouped(100 * value, 1) + " %";
    if (kind === "COUNT") return grouped(Number(value), 0);
    return kind === "NUMBER" ? grouped(Number(value), Math.abs(value) >= 10 ? 1 : 3) : String(value);
  }

  function short(value, kind) {
    if (kind === "SHARE") return Math.round(100 * value) + " %";
    const size = Math.abs(value);
    if (kind === "NUMBER" && size < 10) return grouped(value, 2);
    if (size >= 1e9) return grouped(value / 1e9, size < 1e10 ? 1 : 0) + " bn";
    if (size >= 1e6) return grouped(value / 1e6, size < 1e7 ? 1 : 0) + " m";
    if (size >= 1e4) return grouped(value / 1e3, 0) + " k";
    return grouped(value, size > 0 && size < 1 ? 2 : 0);
  }

  const clipped = (text, most) => text.length > most ? text.slice(0, most - 1) + "…" : text;
  const monthly = text => /^\d{4}-\d{2}-01$/.test(text) ? text.slice(0, 7) : text;

  // Room for names is measured on a canvas by what the axis itself says: "inherit" is no font there, and without any it is another.
  const font = getComputedStyle(document.body).fontFamily;

  function plain() {
    const soft = colour("--soft"), line = colour("--line");
    return {
      scale: kind => ({ type: "value", minInterval: kind === "COUNT" ? 1 : undefined, axisLabel: { color: soft, fontFamily: font, formatter: value => short(value, kind), hideOverlap: true },
        splitLine: { lineStyle: { color: line } } }),
      names: (values, most) => ({ type: "category", data: values, axisLabel: { color: soft, fontFamily: font, formatter: text => clipped(monthly(text), most) },
        axisLine: { lineStyle: { color: line } }, axisTick: { show: false } }),
      soft, line, ink: colour("--ink")
    };
  }

  function base(parts) {
    return { animation: false, aria: { enabled: false }, textStyle: { fontFamily: font, color: parts.ink },
      grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
      tooltip: { trigger: "axis", confine: true, renderMode: "richText", backgroundColor: colour("--panel"), borderColor: parts.line,
        textStyle: { color: parts.ink }, axisPointer: { type: "shadow" } },
      legend: { top: 4, left: 0, type: "scroll", textStyle: { color: parts.soft }, icon: "roundRect", itemWidth: 12, itemHeight: 12 } };
  }

  function hint(drawnSeries, currency) {
    return rows => [monthly(String(rows[0].name))].concat(rows.map(row => {
      const series = drawnSeries[row.seriesIndex];
      return row.seriesName + ": " + said(series.values[row.dataIndex], series.kind, currency);
    })).join("\n");
  }

  // Room for a slanted first name, which begins left of the axis and its labels.
  function overhang(name, most, angle) {
    return Math.max(8, Math.round(6.3 * clipped(monthly(name), most).length * Math.cos(angle * Math.PI / 180)) - 40);
  }

  function bars(drawing, narrow, width) {
    const parts = plain(), lying = drawing.type.startsWith("LYING"), stacked = drawing.type.endsWith("STACKED");
    const option = base(parts), names = drawing.across.values.map(String);
    // A series of nothing but zeros only fills the legend.
    const drawnSeries = drawing.series.filter((one, i) => i === 0 || one.second || one.values.some(v => v !== null && Number(v) !== 0));
    const main = drawnSeries.filter(one => !one.second), second = drawnSeries.filter(one => one.second);
    const most = lying ? (narrow ? 18 : 44) : (narrow ? 14 : 20), category = parts.names(names, most), value = parts.scale(main[0].kind);
    if (lying) {
      option.yAxis = Object.assign(category, { inverse: true });
      option.xAxis = Object.assign(value, { splitNumber: narrow ? 3 : 5 });
    } else {
      option.xAxis = category;
      if (names.length > 7) {
        category.axisLabel.rotate = narrow ? 60 : 40;
        option.grid.left = overhang(names[0], most, category.axisLabel.rotate);
      } else {
        // Few names are all there, on several lines where they are long.
        Object.assign(category.axisLabel, { interval: 0, overflow: "break", lineHeight: 14, width: Math.floor((width - 90) / names.length) });
      }
      option.yAxis = second.length ? [value, Object.assign(parts.scale(second[0].kind), { min: 0, max: 1, splitLine: { show: false } })] : value;
    }
    const line = drawing.type === "LINES";
    option.series = drawnSeries.map((one, i) => ({ name: one.name, type: one.second || line ? "line" : "bar",
      stack: stacked && !one.second ? "all" : undefined, yAxisIndex: one.second && !lying ? 1 : 0, symbol: line && names.length > 12 ? "none" : "circle",
      symbolSize: 6, lineStyle: { width: 2, type: one.second ? "dashed" : ["solid", "solid", "dashed", "dotted"][i % 4] }, barMaxWidth: 42,
      itemStyle: { color: one.second ? colour("--c6") : shade(one.name, i) }, data: one.values.map(v => v === null ? null : Number(v)) }));
    if (drawnSeries.length < 2) { option.legend.show = false; option.grid.top = 12; }
    option.tooltip.formatter = hint(drawnSeries, drawing.currency);
    return option;
  }

  function dots(drawing, narrow) {
    const parts = plain(), option = base(parts), names = drawing.across.values.map(String);
    const [value, low, high] = drawing.series.map(one => one.values);
    const ends = low.concat(high, value).filter(v => v !== null), least = Math.min(0.5, ...ends), most = Math.max(...ends);
    option.yAxis = Object.assign(parts.names(names, narrow ? 18 : 44), { inverse: true });
    option.xAxis = Object.assign(parts.scale("NUMBER"), { min: Math.floor(least * 20) / 20, max: Math.min(1, Math.ceil(most * 20) / 20) });
    option.xAxis.axisLabel.formatter = v => grouped(v, 2);
    option.series = [{ name: drawing.series[0].name, type: "scatter", symbolSize: 13, data: value.map((v, i) => ({ value: v,
      itemStyle: { color: colour(names[i].startsWith("Model") ? "--c1" : "--c6") } })),
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: parts.soft, type: "solid", width: 2 },
        data: names.map((n, i) => [{ coord: [low[i], n] }, { coord: [high[i], n] }]).filter(pair => pair[0].coord[0] !== null && pair[1].coord[0] !== null) } }];
    option.legend.show = false;
    option.grid.top = 12;
    option.tooltip.formatter = rows => rows[0].name + "\n" + said(value[rows[0].dataIndex], "NUMBER")
      + " (" + said(low[rows[0].dataIndex], "NUMBER") + " to " + said(high[rows[0].dataIndex], "NUMBER") + ")";
    return option;
  }

  function reliability(drawing, narrow) {
    const parts = plain(), option = base(parts), happened = drawing.series[0].values;
    const points = drawing.across.values.map((v, i) => [Number(v), Number(happened[i])]);
    const most = Math.min(1, Math.ceil(Math.max(0.1, ...points.flat()) * 10) / 10);
    const axis = name => Object.assign(parts.scale("SHARE"), { min: 0, max: most, name, nameLocation: "middle", nameGap: name === "Happened" ? 46 : 30,
      nameTextStyle: { color: parts.soft } });
    option.xAxis = axis("Predicted");
    option.yAxis = axis("Happened");
    option.grid = { left: 64, right: 24, top: 16, bottom: 48 };
    option.series = [{ type: "line", name: "Happened", data: points, symbol: "circle", symbolSize: 9, itemStyle: { color: colour("--c1") }, lineStyle: { width: 2 },
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: parts.soft, type: "dashed" }, data: [[{ coord: [0, 0] }, { coord: [most, most] }]] } }];
    option.legend.show = false;
    option.tooltip.axisPointer.type = "line";
    option.tooltip.formatter = rows => "Predicted: " + said(rows[0].value[0], "SHARE") + "\nHappened: " + said(rows[0].value[1], "SHARE");
    return option;
  }

  function height(drawing) {
    const rows = drawing.across.values.length;
    if (drawing.type.startsWith("LYING")) return Math.max(110, 56 + 30 * rows);
    if (drawing.type === "DOTS") return 60 + 32 * rows;
    return drawing.type === "RELIABILITY" ? 380 : 340;
  }

  function draw(box) {
    const drawing = drawings[box.id], narrow = box.clientWidth < 520;
    box.style.height = height(drawing) + "px";
    if (drawing.type === "RELIABILITY") box.style.maxWidth = "34rem";
    let chart = drawn.get(box);
    if (!chart) {
      chart = echarts.init(box, null, { renderer: "svg" });
      drawn.set(box, chart);
    } else {
      chart.resize();
    }
    chart.setOption(drawing.type === "DOTS" ? dots(drawing, narrow) : drawing.type === "RELIABILITY" ? reliability(drawing, narrow) : bars(drawing, narrow, box.clientWidth), true);
  }

  function drawVisible() {
    document.querySelectorAll(".chart").forEach(box => { if (box.offsetParent !== null) draw(box); });
  }

  function show() {
    const wanted = pages.find(page => "#" + page.id === location.hash) || pages[0];
    pages.forEach(page => page.classList.toggle("chosen", page === wanted));
    document.querySelectorAll("nav a").forEach(link => {
      if (link.hash === "#" + wanted.id) {
        link.setAttribute("aria-current", "page");
        link.closest("ul").scrollLeft = link.offsetLeft - link.closest("ul").offsetLeft - 40;
      } else {
        link.removeAttribute("aria-current");
      }
    });
    const code = currency ? currency.value : document.body.dataset.only;
    document.querySelectorAll("[data-currency]").forEach(part => part.classList.toggle("chosen", part.dataset.currency === code));
    drawVisible();
    return wanted;
  }

  root.classList.add("scripted");
  if (currency) currency.addEventListener("change", show);
  theme.addEventListener("change", () => {
    if (theme.value === "auto") root.removeAttribute("data-theme"); else root.dataset.theme = theme.value;
    drawVisible();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawVisible);
  addEventListener("hashchange", () => {
    const page = show();
    scrollTo(0, 0);
    page.querySelector("h2").focus({ preventScroll: true });
  });
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawVisible, 100); });

  // On paper: every page in the chosen currency, light. The table of a chart is printed where the reader has opened it.
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    root.classList.add("printing");
    drawVisible();
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    if (before) root.dataset.theme = before; else root.removeAttribute("data-theme");
    drawVisible();
  });
  show();
})();
