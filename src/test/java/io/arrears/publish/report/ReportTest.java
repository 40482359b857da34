package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrears.config.ArrearsException;
import io.arrears.lake.AsOf;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.testing.TestSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The report of a company that fits on a page: its figures, and that nothing in the data can break out of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {

    private SmallBooks books;
    private Facts facts;
    private List<Page> pages;
    private String html;

    @BeforeAll
    void readAndWrite(@TempDir Path folder) throws IOException {
        books = SmallBooks.published(folder);
        facts = books.facts();
        pages = Report.pages(facts);
        Path file = Report.write(facts, folder.resolve("made/report"));
        assertEquals("report-2025-06-30-r000002.html", file.getFileName().toString());
        html = Files.readString(file);
    }

    private Exhibit exhibit(String page, String title) {
        return pages.stream()
                .filter(each -> each.id().equals(page))
                .flatMap(each -> each.parts().stream())
                .filter(Exhibit.class::isInstance)
                .map(Exhibit.class::cast)
                .filter(each -> each.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no exhibit '" + title + "' on " + page));
    }

    private String csv(String page, String title) {
        return Csv.text(exhibit(page, title).grid()).replace("\r\n", "\n");
    }

    @Test
    void figuresAreThoseOfTheMartsPerCurrency() {
        assertEquals(List.of("EUR", "USD"), facts.currencies());
        assertTrue(html.contains("EUR\u00a02,800.10"), "invoiced");
        assertEquals(
                "Age,Invoices,Open,Overpaid\nNot Due,1,600.10,0.00\n1-30 Days,1,499.95,0.00\n90+ Days,1,400.00,0.00\n",
                csv("ageing", "Open balance by age"));
        assertTrue(html.contains("Customers owe EUR\u00a01,500."), "outstanding in words");
        assertTrue(html.contains("Customers owe USD\u00a0100."), "the other currency stands alone");
        assertFalse(html.contains("1,600.05"), "currencies were added");
    }

    @Test
    void changesCompareWithTheDayPublishedBefore() {
        assertEquals("2025-05-31", facts.previous().orElseThrow().toString());
        assertEquals(
                "Age,Then,Now,Change\nNot Due,700.10,600.10,-100.00\n1-30 Days,599.95,499.95,-100.00\n90+ Days,500.00,400.00,-100.00\n",
                csv("changes", "Open balance by age, then and now"));
        assertTrue(
                csv("changes", "Leaks that came and went")
                        .contains(
                                "R01,Refund above the order,1,50.00,0,0.00,0,0.00\nB02,Order billed too low,0,0.00,0,0.00,1,50.00\n"));
    }

    /** A bar of nothing says nothing: where no leak came or went there is the table alone. */
    @Test
    void aChartWithoutAnyBarIsLeftOut() {
        List<Exhibit> leaks = pages.stream()
                .flatMap(page -> page.parts().stream())
                .filter(Exhibit.class::isInstance)
                .map(Exhibit.class::cast)
                .filter(exhibit -> exhibit.title().equals("Leaks that came and went"))
                .toList();
        assertEquals(
                List.of("EUR true", "USD false"),
                leaks.stream()
                        .map(exhibit -> exhibit.currency().orElseThrow() + " "
                                + exhibit.chart().isPresent())
                        .toList());
    }

    @Test
    void whatHasDefaultedStandsBelowWhatCanStillBePaid() {
        assertEquals(
                List.of("I4", "I2", "I3"),
                csv("customers", "The riskiest invoices, and why")
                        .lines()
                        .skip(1)
                        .map(line -> line.substring(0, 2))
                        .toList());
    }

    @Test
    void theGlossaryExplainsWordsAndNoAgeBands() {
        String words = csv("data", "What the words mean");
        assertTrue(words.contains("\nAge,"), words);
        assertFalse(words.contains("\n1-30 Days,"), words);
    }

    @Test
    void modelsAreJudgedInWords() {
        assertTrue(html.contains(
                "Open invoices that will not be paid: the model gives better probabilities than base rates, and orders "
                        + "no worse than any simple rule."));
        assertTrue(html.contains("Failed payments that come back: the model could not be fitted"));
        assertEquals(
                "Ranking,ROC-AUC,From,To,Cases\nModel: random forest,0.8,0.7,0.9,100\nRule: base rate,0.5,0.5,0.5,100\n",
                csv("honesty", "Open invoices that will not be paid: model beside simple rules"));
    }

    @Test
    void skippedIsNotZero() {
        assertTrue(html.contains("1 control could not run."));
        assertEquals(
                "No.,Control,Missing\nC05,Paid beyond,no credit_notes\n", csv("data", "Controls that could not run"));
    }

    @Test
    void namesCannotBreakOutOfTheirCells() {
        assertFalse(withoutScripts().contains("<img"), "a name became markup");
        assertTrue(html.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
        assertEquals(
                List.of("application/json", "", ""),
                scripts().stream().map(Script::type).toList());
        assertFalse(scripts().get(0).text().contains("<"));
        assertEquals("a b", Markup.escaped("a\u0001b"));
        assertEquals("\"\\u003c/script\\u003e\\u0026\\u2028\"", Markup.data("</script>&\u2028"));
        assertEquals(
                "a script that contains </script or <!-- cannot be in a page",
                assertThrows(IllegalArgumentException.class, () -> Markup.script("x='</SCRIPT>'"))
                        .getMessage());
    }

    @Test
    void csvCellsAreNeverFormulas() {
        assertTrue(csv("customers", "Who owes most").contains("\n'=cmd|calc,C1,"));
        assertTrue(csv("ageing", "Refunds by product category").contains("\n'+Tools,1,900.00,"));
        assertTrue(csv("customers", "The riskiest invoices, and why").contains("-"), "negative numbers stay numbers");
        Matcher link = Pattern.compile("href=\"data:text/csv;charset=utf-8;base64,([^\"]+)\"")
                .matcher(html);
        List<String> files = new ArrayList<>();
        while (link.find()) {
            files.add(new String(Base64.getDecoder().decode(link.group(1)), StandardCharsets.UTF_8));
        }
        assertEquals(html.split("<section class=\"exhibit").length - 1, files.size());
        assertTrue(files.stream().allMatch(file -> file.startsWith("\ufeff") && file.endsWith("\r\n")));
    }

    private record Script(String type, String text) {}

    private String withoutScripts() {
        return html.replaceAll("(?s)<script>.*?</script>", "");
    }

    private List<Script> scripts() {
        Matcher script = Pattern.compile("(?s)<script(?: type=\"([^\"]*)\"[^>]*)?>(.*?)</script>")
                .matcher(html);
        List<Script> scripts = new ArrayList<>();
        while (script.find()) {
            scripts.add(new Script(script.group(1) == null ? "" : script.group(1), script.group(2)));
        }
        return scripts;
    }

    @Test
    void thePolicyNamesExactlyTheScriptsOfThePage() {
        Matcher policy = Pattern.compile("script-src ([^;]*);").matcher(html);
        assertTrue(policy.find());
        assertEquals(
                scripts().stream()
                        .filter(script -> script.type().isEmpty())
                        .map(script -> Markup.hash(script.text()))
                        .toList(),
                List.of(policy.group(1).strip().split(" ")));
        assertTrue(html.contains("default-src 'none'"));
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String body = withoutScripts();
        assertFalse(Pattern.compile("(?i)(src|href)\\s*=\\s*\"(?!#|data:text/csv)")
                .matcher(body)
                .find());
        assertFalse(Pattern.compile("(?i)@import|url\\(").matcher(body).find());
    }

    @Test
    void everyChartHasTheFiguresOfItsTable() throws IOException {
        JsonNode drawings = new ObjectMapper().readTree(scripts().get(0).text());
        long charts = pages.stream()
                .flatMap(page -> page.parts().stream())
                .filter(part ->
                        part instanceof Exhibit exhibit && exhibit.chart().isPresent())
                .count();
        assertEquals(charts, drawings.size());
        assertTrue(charts > 15, "charts: " + charts);
        for (JsonNode drawing : drawings) {
            drawing.get("series")
                    .forEach(series -> assertEquals(
                            drawing.get("across").get("values").size(),
                            series.get("values").size()));
        }
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryIdIsGivenOnce() {
        TreeSet<String> ids = new TreeSet<>();
        Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(html);
        while (id.find()) {
            assertTrue(ids.add(id.group(1)), () -> "given twice: " + id.group(1));
        }
        Matcher used =
                Pattern.compile("(?:href=\"#|aria-labelledby=\")([^\"]+)\"").matcher(html);
        while (used.find()) {
            assertTrue(ids.contains(used.group(1)), () -> "leads nowhere: " + used.group(1));
        }
    }

    @Test
    void aDayThatIsNotPublishedIsSaidSo() {
        String message = assertThrows(
                        ArrearsException.class,
                        () -> Report.facts(
                                TestSpark.session(), books.lake, AsOf.parse("2025-01-01"), SmallBooks.AGEING))
                .getMessage();
        assertTrue(message.startsWith("nothing is published for 2025-01-01 in the lake"), message);
    }

    @Test
    void currenciesAreNeverAdded() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> Sums.by(facts.of("mart_ageing"), "region", "outstanding_amount"))
                .getMessage()
                .startsWith("amounts of several currencies cannot be added"));
    }
}
