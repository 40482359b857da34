package io.arrears.publish.report;

import static io.arrears.publish.report.Markup.escaped;

import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.Ageing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes pages as one HTML document that needs nothing else: style, script, charts and data stand in it. */
final class ReportHtml {

    private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    private final Facts facts;
    private final List<Page> pages;
    private final Map<String, Object> drawings = new LinkedHashMap<>();
    private final StringBuilder html = new StringBuilder(1 << 20);

    private ReportHtml(Facts facts, List<Page> pages) {
        this.facts = facts;
        this.pages = pages;
    }

    static String of(Facts facts, List<Page> pages) {
        return new ReportHtml(facts, pages).document();
    }

    private String document() {
        String charts = resource(ECHARTS);
        String script = resource("report/report.js");
        String title = "Receivables as of " + Words.day(facts.asOf().date());
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ")
                .append(Markup.hash(charts))
                .append(' ')
                .append(Markup.hash(script))
                .append("; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(resource("report/report.css"))
                .append("</style>\n</head>\n<body")
                .append(
                        facts.currencies().isEmpty()
                                ? ""
                                : " data-only=\"" + escaped(facts.currencies().get(0)) + "\"")
                .append(">\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
        header(title);
        html.append("<main id=\"main\">\n");
        pages.forEach(this::page);
        html.append("</main>\n<footer>Run ")
                .append(escaped(facts.run()))
                .append(". Every figure is as of ")
                .append(escaped(Words.day(facts.asOf().date())))
                .append(": nothing dated or known later is in it. Amounts of different "
                        + "currencies are never added. Each table downloads as CSV.</footer>\n")
                .append("<script type=\"application/json\" id=\"drawings\" data-ageing=\"")
                .append(escaped(Markup.data(Ageing.BUCKETS)))
                .append("\">")
                .append(Markup.data(drawings))
                .append("</script>\n")
                .append(Markup.script(charts))
                .append(Markup.script(script))
                .append("</body>\n</html>\n");
        return html.toString();
    }

    private void header(String title) {
        html.append("<header>\n<div><h1>")
                .append(escaped(title))
                .append("</h1>\n<p class=\"run\">Run ")
                .append(escaped(facts.run()))
                .append(facts.previous()
                        .map(day -> ", compared with " + escaped(Words.day(day.date())))
                        .orElse(""))
                .append("</p></div>\n<div class=\"choices\">");
        if (facts.currencies().size() > 1) {
            html.append("<label>Currency <select id=\"currency\">");
            facts.currencies()
                    .forEach(currency ->
                            html.append("<option>").append(escaped(currency)).append("</option>"));
            html.append("</select></label>");
        }
        html.append(
                "<label>Colours <select id=\"theme\"><option value=\"auto\">as the system</option><option value=\"light\">light</option>"
                        + "<option value=\"dark\">dark</option></select></label></div>\n</header>\n<nav aria-label=\"Pages\"><ul>\n");
        pages.forEach(page -> html.append("<li><a href=\"#")
                .append(page.id())
                .append("\">")
                .append(escaped(page.title()))
                .append("</a></li>\n"));
        html.append("</ul></nav>\n");
    }

    private void page(Page page) {
        html.append("<article class=\"page\" id=\"")
                .append(page.id())
                .append("\">\n<h2 tabindex=\"-1\">")
                .append(escaped(page.title()))
                .append("</h2>\n<p class=\"question\">")
                .append(escaped(page.question()))
                .append("</p>\n");
        for (Part part : page.parts()) {
            if (part instanceof Part.Answers answers) {
                answers(answers);
            } else if (part instanceof Part.Tiles tiles) {
                tiles(tiles);
            } else if (part instanceof Exhibit exhibit) {
                exhibit(exhibit, page.id());
            } else if (part instanceof Part.Note note) {
                html.append("<p class=\"note\"")
                        .append(mark(note.currency()))
                        .append('>')
                        .append(escaped(note.text()))
                        .append("</p>\n");
            }
        }
        html.append("</article>\n");
    }

    private static String mark(Optional<String> currency) {
        return currency.map(code -> " data-currency=\"" + escaped(code) + "\"").orElse("");
    }

    private void answers(Part.Answers answers) {
        html.append("<ul class=\"answers\"").append(mark(answers.currency())).append(">\n");
        answers.answers().forEach(answer -> html.append("<li><strong>")
                .append(escaped(answer.headline()))
                .append("</strong> <span>")
                .append(escaped(answer.detail()))
                .append("</span></li>\n"));
        html.append("</ul>\n");
    }

    private void tiles(Part.Tiles tiles) {
        html.append("<dl class=\"tiles\"").append(mark(tiles.currency())).append(">\n");
        tiles.tiles().forEach(tile -> html.append("<div class=\"tile\"><dt>")
                .append(escaped(tile.label()))
                .append("</dt><dd class=\"value\">")
                .append(escaped(tile.value()))
                .append("</dd>")
                .append(tile.change().isEmpty() ? "" : "<dd class=\"change\">" + escaped(tile.change()) + "</dd>")
                .append("</div>\n"));
        html.append("</dl>\n");
    }

    private void exhibit(Exhibit exhibit, String page) {
        String id = "x" + drawings.size() + "-" + html.length();
        html.append("<section class=\"exhibit")
                .append(isHalf(exhibit) ? " half" : "")
                .append('"')
                .append(mark(exhibit.currency()))
                .append(" aria-labelledby=\"")
                .append(id)
                .append("\">\n<h3 id=\"")
                .append(id)
                .append("\">")
                .append(escaped(exhibit.title()))
                .append(exhibit.currency()
                        .map(code -> code.equals("XXX") ? "" : " (" + escaped(code) + ")")
                        .orElse(""))
                .append("</h3>\n<p class=\"about\">")
                .append(escaped(exhibit.about()))
                .append("</p>\n");
        exhibit.chart().ifPresent(chart -> {
            String box = "chart" + drawings.size();
            drawings.put(box, chart.drawing(exhibit.grid(), exhibit.currency().orElse("")));
            html.append("<div class=\"chart\" id=\"")
                    .append(box)
                    .append("\" role=\"img\" aria-label=\"Chart: ")
                    .append(escaped(exhibit.title()))
                    .append(". The table below has its figures.\"></div>\n");
        });
        html.append("<details")
                .append(exhibit.chart().isPresent() ? "" : " open")
                .append("><summary>Table: ")
                .append(Words.count(exhibit.grid().rows().size(), "row"))
                .append("</summary>\n");
        table(exhibit);
        html.append("</details>\n<a class=\"csv\" download=\"")
                .append(escaped(file(exhibit, page)))
                .append("\" href=\"")
                .append(Csv.link(exhibit.grid()))
                .append("\">Download as CSV<span class=\"skip\">: ")
                .append(escaped(exhibit.title()))
                .append("</span></a>\n</section>\n");
    }

    /** Two small charts stand side by side where there is room. */
    private static boolean isHalf(Exhibit exhibit) {
        int rows = exhibit.grid().rows().size();
        return exhibit.chart()
                .filter(chart -> switch (chart.type()) {
                    case LYING, LYING_STACKED, DOTS, RELIABILITY -> true;
                    case BARS, STACKED -> rows <= 8;
                    case LINES -> false;
                })
                .isPresent();
    }

    private String file(Exhibit exhibit, String page) {
        String words = exhibit.title()
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return page + "-" + words + exhibit.currency().map(code -> "-" + code).orElse("") + "-" + facts.asOf() + ".csv";
    }

    private void table(Exhibit exhibit) {
        Grid grid = exhibit.grid();
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escaped(exhibit.title()))
                .append(", table\"><table><caption>")
                .append(escaped(exhibit.title()))
                .append("</caption>\n<thead><tr>");
        grid.columns().forEach(column -> html.append("<th scope=\"col\"")
                .append(column.kind().isNumber() ? " class=\"n\"" : "")
                .append('>')
                .append(escaped(column.label()))
                .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Object> row : grid.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                Kind kind = grid.columns().get(i).kind();
                String cell = escaped(kind.shown(row.get(i)));
                html.append(
                        i == 0 && !kind.isNumber()
                                ? "<th scope=\"row\">" + cell + "</th>"
                                : "<td" + (kind.isNumber() ? " class=\"n\">" : ">") + cell + "</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String resource(String name) {
        try (InputStream in = ReportHtml.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is not on the class path: it comes with org.webjars:echarts or with Arrears itself");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
