package io.arrears.publish.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import io.arrears.config.Versions;
import io.arrears.publish.report.Part.Exhibit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills {@code report.mustache} with pages. The result is one HTML document that needs nothing else: style, script,
 * charts and data are in it. The template escapes every text.
 */
final class ReportHtml {

    private static final String ECHARTS =
            "META-INF/resources/webjars/echarts/" + Versions.ofBuild().echarts() + "/echarts.common.min.js";

    private final Facts facts;
    private final Map<String, Object> drawings = new LinkedHashMap<>();
    private int exhibits;

    /** A page as the template names it; each part is a map from its kind to itself. */
    private record PageView(String id, String title, String question, List<Map<String, Object>> parts) {}

    /** Customers to call as the template names them. */
    private record CallsView(String id, Optional<String> currency, String title, String about, List<CallView> people) {}

    private record CallView(
            String name,
            String figures,
            Optional<String> held,
            Optional<String> more,
            List<ExhibitView.Cell> columns,
            List<List<ExhibitView.Cell>> rows) {}

    /** A section over an Optional is shown when it has a value, with that value. */
    private static final class OptionalSections extends DefaultCollector {

        @Override
        public Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }

    private ReportHtml(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts, List<Page> pages) {
        return new ReportHtml(facts).document(pages);
    }

    private String document(List<Page> pages) {
        String charts = resource(ECHARTS);
        String script = resource("report/report.js");
        String day = Words.day(facts.asOf().date());
        List<String> currencies = facts.currencies();
        Map<String, Object> values = new HashMap<>();
        values.put("title", "Receivables as of " + day);
        values.put("day", day);
        values.put("run", facts.run());
        values.put("previous", facts.previous().map(previous -> Words.day(previous.date())));
        values.put("only", currencies.stream().findFirst());
        values.put("choice", Optional.of(currencies).filter(list -> list.size() > 1));
        values.put("style", resource("report/report.css"));
        values.put("scriptHashes", Markup.hash(charts) + " " + Markup.hash(script));
        values.put("scripts", Markup.script(charts) + Markup.script(script));
        values.put("pages", pages.stream().map(this::page).toList());
        // After the pages, whose exhibits add their drawings.
        values.put("drawings", Markup.data(drawings));
        values.put("ageing", Markup.data(facts.ageing().buckets()));
        return Mustache.compiler()
                .withEscaper(Markup::escaped)
                .withCollector(new OptionalSections())
                .emptyStringIsFalse(true)
                .compile(resource("report/report.mustache"))
                .execute(values);
    }

    private PageView page(Page page) {
        List<Map<String, Object>> parts =
                page.parts().stream().map(part -> part(part, page.id())).toList();
        return new PageView(page.id(), page.title(), page.question(), parts);
    }

    private Map<String, Object> part(Part part, String page) {
        if (part instanceof Part.Answers) {
            return Map.of("answers", part);
        } else if (part instanceof Part.Tiles) {
            return Map.of("tiles", part);
        } else if (part instanceof Exhibit exhibit) {
            return Map.of("exhibit", exhibit(exhibit, page));
        }
        return part instanceof Part.Calls calls ? Map.of("calls", calls(calls)) : Map.of("note", part);
    }

    private CallsView calls(Part.Calls calls) {
        return new CallsView(
                "x" + exhibits++,
                calls.currency(),
                calls.title(),
                calls.about(),
                calls.calls().stream()
                        .map(call -> new CallView(
                                call.name(),
                                call.figures(),
                                call.held(),
                                call.more(),
                                ExhibitView.heads(call.grid()),
                                ExhibitView.rows(call.grid())))
                        .toList());
    }

    private ExhibitView exhibit(Exhibit exhibit, String page) {
        Optional<String> box = exhibit.chart().map(chart -> {
            String name = "chart" + drawings.size();
            drawings.put(name, chart.drawing(exhibit.grid(), exhibit.currency().orElse("")));
            return name;
        });
        return ExhibitView.of(exhibit, "x" + exhibits++, box, page + "-", "-" + facts.asOf() + ".csv");
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
