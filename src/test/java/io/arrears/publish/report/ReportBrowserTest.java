package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.arrears.testing.BrowserTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser; pictures of every page are left in {@code target/report}. */
class ReportBrowserTest extends BrowserTest {

    private static final Path PICTURES = Path.of("target/report");

    @TempDir
    static Path folder;

    private static Facts facts;
    private static Path file;

    ReportBrowserTest() {
        super(PICTURES);
    }

    @BeforeAll
    static void write() {
        facts = SmallBooks.published(folder).facts();
        file = Report.write(facts, folder.resolve("report"));
    }

    @Override
    protected boolean isOwn(String url) {
        return url.equals(file.toUri().toString());
    }

    @BeforeEach
    void open() {
        show(1280, 900, ColorScheme.LIGHT);
    }

    private void show(int width, int height, ColorScheme colours) {
        show(file.toUri().toString(), width, height, colours);
    }

    @Test
    void renderedFiguresAreThoseOfTheMarts() {
        for (String currency : facts.currencies()) {
            page.selectOption("#currency", currency);
            Fact kpis = facts.kpis(currency);
            Map<String, String> tiles = new HashMap<>();
            for (Locator tile : page.locator(".tile:visible").all()) {
                tiles.put(tile.locator("dt").innerText(), tile.locator(".value").innerText());
            }
            assertEquals(15, tiles.size());
            assertEquals(Words.money(currency, kpis.money("invoiced_amount")), tiles.get("Invoiced"));
            assertEquals(Words.money(currency, kpis.money("outstanding_amount")), tiles.get("Outstanding"));
            assertEquals(Words.money(currency, kpis.money("overdue_amount")), tiles.get("Overdue"));
            assertEquals(Words.money(currency, kpis.money("expected_loss")), tiles.get("Expected loss"));
        }
    }

    @Test
    void everyVisibleChartIsDrawnOnEveryPage() {
        for (String id : pageIds()) {
            page.evaluate("id => { location.hash = id }", id);
            page.locator("#" + id + ".chosen").waitFor();
            assertEquals(1, page.locator(".page:visible").count());
            assertEquals(
                    id,
                    page.evaluate("document.activeElement.closest('article').id"),
                    "the page's heading has the focus");
            for (Locator chart : page.locator(".chart:visible").all()) {
                assertTrue(
                        chart.locator("svg path").count() > 2,
                        () -> "nothing drawn in " + chart.getAttribute("aria-label"));
                assertEquals(
                        0,
                        chart.evaluate("box => [...box.querySelectorAll('text')].filter(text => "
                                + "text.getBoundingClientRect().left < box.getBoundingClientRect().left - 1).length"),
                        () -> "a name is cut off in " + chart.getAttribute("aria-label"));
            }
        }
    }

    private List<String> pageIds() {
        return page.locator("article.page").all().stream()
                .map(article -> article.getAttribute("id"))
                .toList();
    }

    @Test
    void theKeyboardReachesPagesTablesAndDownloads() {
        page.keyboard().press("Tab");
        assertEquals("Skip to the report", page.evaluate("document.activeElement.textContent"));
        page.locator("nav a[href='#ageing']").focus();
        page.keyboard().press("Enter");
        page.locator("#ageing.chosen").waitFor();
        assertEquals("page", page.locator("nav a[href='#ageing']").getAttribute("aria-current"));
        page.locator("#ageing details:visible summary").first().focus();
        page.keyboard().press("Enter");
        assertTrue(page.locator("#ageing table:visible").first().innerText().contains("499.95"));
    }

    @Test
    void aDownloadIsTheTableWithoutFormulas() throws IOException {
        page.evaluate("location.hash = 'customers'");
        Download download = page.waitForDownload(
                () -> page.locator("#customers a.csv:visible").first().click());
        assertEquals("customers-who-owes-most-EUR-2025-06-30.csv", download.suggestedFilename());
        String text = Files.readString(download.path());
        assertTrue(text.contains("\n'=cmd|calc,C1,"), text);
    }

    @Test
    void namesStayText() {
        page.evaluate("location.hash = 'customers'");
        assertTrue(page.locator("#customers").textContent().contains(SmallBooks.EVIL));
        assertEquals(0, page.locator("img").count());
    }

    /** Whom to call, for how much, and what may be expected: without moving anything. */
    @Test
    void aPhoneShowsTheKeyColumnsOfTheCallListAndKeepsTheName() {
        show(390, 844, ColorScheme.LIGHT);
        page.evaluate("location.hash = 'customers'");
        Locator table = page.locator("#customers section:visible:has(h3:has-text('Whom to call first')) table");
        table.waitFor();
        for (int column = 0; column < 3; column++) {
            var box = table.locator("tbody tr")
                    .first()
                    .locator("th,td")
                    .nth(column)
                    .boundingBox();
            assertTrue(box.x >= 0 && box.x + box.width <= 390, column + ": " + box.x + " to " + (box.x + box.width));
        }
        page.evaluate("table => { table.parentElement.scrollLeft = 400 }", table.elementHandle());
        assertTrue(table.locator("tbody th").first().boundingBox().x < 60, "the name stays");
        page.locator("#customers details.call:visible summary").first().click();
        assertTrue(page.locator("#customers details.call[open]").innerText().contains("499.95"));
        picture("calls-390");
    }

    @Test
    void itFitsAPhoneAndTheDarkAndPaper() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1280)) {
                show(width, 844, colours);
                for (String id : pageIds()) {
                    page.evaluate("id => { location.hash = id }", id);
                    page.locator("#" + id + ".chosen").waitFor();
                    assertEquals(
                            width,
                            page.evaluate("document.documentElement.scrollWidth"),
                            id + " is wider than the screen");
                    picture(id + "-" + width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT));
                }
            }
        }
        byte[] paper =
                page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPath(PICTURES.resolve("report.pdf")));
        assertTrue(paper.length > 20_000);
        assertFalse((Boolean) page.evaluate("document.documentElement.classList.contains('printing')"));
    }
}
