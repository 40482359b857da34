package io.arrears.desk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.arrears.model.StoredModels;
import io.arrears.testing.BrowserTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk in a real browser; pictures of every step are left in {@code target/desk}. */
class DeskBrowserTest extends BrowserTest {

    @TempDir
    static Path lake;

    private static TestDesk desk;

    DeskBrowserTest() {
        super(Path.of("target/desk"));
    }

    @BeforeAll
    static void startDesk() {
        new StoredModels(lake).all();
        desk = new TestDesk(lake, Map.of("recovery.capacity", "10"));
    }

    @AfterAll
    static void stopDesk() {
        desk.close();
    }

    @Override
    protected boolean isOwn(String url) {
        return url.startsWith(desk.server.url());
    }

    @BeforeEach
    void openDesk() {
        open(1280, 900, ColorScheme.LIGHT);
    }

    private void open(int width, int height, ColorScheme scheme) {
        show(desk.server.url(), width, height, scheme);
        page.waitForSelector("#choose:not([hidden])");
    }

    private void upload(String name, String csv) {
        page.setInputFiles("#file", new FilePayload(name, "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.click("text=Score the file");
        page.waitForSelector("#result:not([hidden])");
        page.waitForSelector("#worklist tbody tr");
    }

    @Test
    void theSampleIsScoredExplainedAndDownloaded() throws Exception {
        page.click("#sample-claims");
        page.waitForSelector("#worklist tbody tr");
        assertEquals(
                "sample-claims.csv: 60 rows read as claims; 53 scored, 4 with nothing to score, 3 wrong.",
                page.textContent("#understood-line"));
        picture("claims-desktop-light");
        assertEquals(3, page.locator(".kpi").count());
        String before = page.textContent(".kpi .first dd");
        page.fill("#capacity-number", "4");
        page.waitForFunction("before => document.querySelector('.kpi .first dd').textContent !== before", before);
        assertEquals(
                page.locator(".kpi").first().locator(".first dt").textContent(),
                "Expected from the first " + page.locator("tr.chosen").count()
                        + (page.locator("tr.chosen").count() == 1 ? " claim" : " claims"));
        page.selectOption("#currency", "USD");
        page.waitForFunction("() => document.querySelector('#matches').textContent.includes('USD')");
        assertTrue(page.locator("#worklist .why li").first().textContent().contains("the chance)"));
        Download download = page.waitForDownload(() -> page.click("#results-csv"));
        String csv = Files.readString(download.path());
        assertEquals(54, csv.lines().count());
        assertTrue(csv.lines().noneMatch(line -> line.matches(".*(^|,)\"?=.*")), csv);
        page.waitForDownload(() -> page.click("#refused-csv"));
    }

    @Test
    void attemptsOfOneClaimAreShownAsOne() {
        page.fill("#as-of", "2025-07-10");
        upload(
                "attempts.csv",
                "order_id,currency,amount,result_status,attempted_at\nO1,EUR,10,failed,2025-07-01\n"
                        + "O1,EUR,10,failed,2025-07-03\nO2,EUR,30,failed,2025-07-03\nO3,EUR,40,success,2025-07-03\n");
        assertEquals(
                "attempts.csv: 4 rows read as claims; 2 scored, 1 joined to these as further attempts, 1 with nothing to score, 0 wrong.",
                page.textContent("#understood-line"));
        assertTrue(page.textContent("#worklist").contains("2 attempts: lines 2, 3"));
        assertTrue(page.textContent("#reasons").contains("Joined: part of a claim with several attempts"));
        picture("attempts");
    }

    @Test
    void whatAFileSaysIsShownAsTextWhateverItSays() {
        String evil = "<img src=x onerror=alert(1)>";
        upload(
                evil + ".csv",
                "claim_id,claim_type,amount,customer_name," + evil + "\n" + evil + ",failed_payment,10," + evil + ",1\n"
                        + "B,failed_payment," + evil + ",x,1\n");
        page.click("#refused summary");
        page.click("#columns summary");
        assertEquals(0, page.locator("img").count());
        assertTrue(page.textContent("#worklist").contains(evil));
        assertTrue(page.textContent("#refusals").contains(evil));
        assertTrue(page.textContent("#columns").contains(evil));
        picture("escaping");
    }

    @Test
    void aRefusedFileIsToldInWords() {
        page.setInputFiles(
                "#file", new FilePayload("a.csv", "text/csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        page.click("text=Score the file");
        page.waitForSelector("#failure:not([hidden])");
        assertTrue(page.textContent("#failure").contains("claim_id"));
        // The browser itself reports the refusal on its console.
        assertTrue(complaints.removeIf(text -> text.contains("422")));
    }

    @Test
    void theKeyboardReachesEverythingAndFocusFollowsTheResult() {
        page.keyboard().press("Tab");
        assertEquals("Skip to the content", page.evaluate("document.activeElement.textContent"));
        page.focus("#sample-invoices");
        page.keyboard().press("Enter");
        page.waitForSelector("#worklist tbody tr");
        page.waitForFunction("() => document.activeElement.id === 'understood-title'");
        page.focus("#capacity");
        String before = page.textContent("#capacity-shown");
        page.keyboard().press("ArrowLeft");
        page.waitForFunction("before => document.querySelector('#capacity-shown').textContent !== before", before);
        assertEquals(
                0,
                page.evaluate(
                        "[...document.querySelectorAll('input,select')].filter(each => each.labels.length === 0).length"));
        assertEquals(0, page.evaluate("[...document.querySelectorAll('th')].filter(each => !each.scope).length"));
    }

    @Test
    void aPhoneScrollsOneWayOnly() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            open(375, 812, scheme);
            page.click("#sample-invoices");
            page.waitForSelector("#worklist tbody tr");
            assertEquals(
                    0, page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            assertEquals(
                    0,
                    page.evaluate("[...document.querySelectorAll('button:not([hidden])')].filter(each => "
                            + "each.offsetHeight > 0 && each.offsetHeight < 44).length"));
            assertEquals(
                    0,
                    page.evaluate(
                            "[...document.querySelectorAll('#worklist meter')].filter(each => each.optimum !== 0).length"));
            picture("invoices-phone-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /** A desk over small marts whose runs this shell plays. */
    private TestDesk published(String schema, String run) {
        return new TestDesk(lake, SmallMarts.published(schema), day -> new ProcessBuilder("/bin/sh", "-c", run));
    }

    private void visit(TestDesk other) {
        page.navigate(other.server.url());
        page.waitForSelector("#published:not([hidden])");
    }

    @Test
    void aPublishedDayIsOpenedAndAnotherIsOffered() {
        TestDesk before = desk;
        try (TestDesk marts = published("desk_browser", "exit 0")) {
            desk = marts;
            visit(marts);
            picture("start");
            page.click("#published-claims");
            page.waitForSelector("#worklist tbody tr");
            assertEquals("mart_recovery_worklist as of 2025-03-01: 2 claims.", page.textContent("#understood-line"));
            picture("published");
            page.fill("#published-day", "2025-03-31");
            page.click("#published-claims");
            page.waitForSelector("#offer:not([hidden])");
            assertEquals("Nothing is published for 2025-03-31.", page.textContent("#offer-line"));
            assertEquals("2025-03-31", page.inputValue("#offer-day"));
            assertEquals("offer-title", page.evaluate("document.activeElement.id"));
            picture("offer");
            page.click("#offer-days button");
            page.waitForSelector("#result:not([hidden])");
            assertTrue(page.locator("#offer").isHidden());
        } finally {
            desk = before;
        }
    }

    @Test
    void aPublishedDayOpensByCustomerDownToClaimsAndInvoices() throws Exception {
        TestDesk before = desk;
        try (TestDesk marts = new TestDesk(lake, CustomerMarts.published("desk_browser_customers", "'contacts'"))) {
            desk = marts;
            for (int width : List.of(390, 1280)) {
                show(marts.server.url(), width, 844, ColorScheme.LIGHT);
                page.waitForSelector("#published:not([hidden])");
                page.click("#published-claims");
                page.waitForSelector("#worklist tbody tr");
                assertEquals(List.of(CustomerMarts.EVIL, "Ann", "Order O5", "Cora"), names());
                assertEquals(0, page.locator("img").count());
                assertEquals("The team can look at 3 customers", page.textContent("label[for=capacity]"));
                String ann = page.locator("#worklist tr[data-debtor=C1]").innerText();
                assertTrue(ann.contains("not looked at") && ann.contains("broken, by 2025-02-15"), ann);
                page.focus("#worklist tr[data-debtor=C1] button");
                page.keyboard().press("Enter");
                page.waitForSelector(".inside:not([hidden]) tr[data-claim]");
                assertEquals("true", page.getAttribute("#worklist tr[data-debtor=C1] button", "aria-expanded"));
                String claims = page.locator(".inside:not([hidden])").innerText();
                assertTrue(claims.contains("of EUR\u00a0120.00 billed, EUR\u00a020.00 paid"), claims);
                assertTrue(claims.contains("Held: Disputed"), claims);
                page.click("#holds summary");
                assertTrue(
                        page.textContent("#holds-list").contains("Disputed (1 claim, EUR\u00a0300.00): The customer"));
                picture("customers-" + width);
                assertEquals(
                        0,
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
                page.selectOption("#hold", "no");
                page.waitForFunction("() => document.querySelector('#matches').textContent.startsWith('3 rows')");
                page.click("label[for=view-cases]");
                page.waitForFunction("() => document.querySelector('#matches').textContent.startsWith('3 claims')");
                picture("claims-without-held-" + width);
            }
            String csv = Files.readString(
                    page.waitForDownload(() -> page.click("#customers-csv")).path());
            assertTrue(csv.contains("EUR,4,false,C3,Cora,"), csv);
        } finally {
            desk = before;
        }
    }

    private List<String> names() {
        return page.locator("#worklist > tbody > tr > td button.open").allInnerTexts();
    }

    @Test
    void aFileIsShownByCustomerWhenAskedFor() {
        page.fill("#as-of", "2025-07-10");
        upload(
                "open.csv",
                "claim_id,claim_type,currency,amount,customer_id,due_date\nA,overdue_invoice,EUR,100,C1,2025-06-01\n"
                        + "B,overdue_invoice,EUR,60,C1,2025-06-20\n");
        assertTrue(page.isChecked("#view-cases"));
        page.click("label[for=view-customers]");
        page.waitForFunction("() => document.querySelector('#matches').textContent.startsWith('1 row in EUR')");
        String row = page.locator("#worklist > tbody > tr").first().innerText();
        assertEquals(3, row.split("not looked at", -1).length - 1, row);
        assertTrue(page.locator("#holds").isHidden());
        picture("file-by-customer");
    }

    @Test
    void aRunShowsItsStageAndHowItEnded(@TempDir Path folder) throws Exception {
        TestDesk before = desk;
        String run = "echo '[ 3/14] intermediate      …'; while [ ! -e " + folder + "/go ]; do sleep 0.05; done;"
                + " echo 'arrears: another run holds the lake: wait until it ends, then run again'; exit 75";
        try (TestDesk marts = published("desk_browser_run", run)) {
            desk = marts;
            visit(marts);
            page.fill("#published-day", "2025-03-31");
            page.click("#published-claims");
            page.click("#offer-start");
            page.waitForFunction(
                    "() => document.querySelector('#run-stage').textContent === 'Stage 3 of 14: intermediate.'");
            picture("run");
            page.reload();
            page.waitForSelector("#run:not([hidden])");
            Files.createFile(folder.resolve("go"));
            page.waitForSelector("#run-failed:not([hidden])");
            assertEquals(
                    "The run failed with exit code 75: another run holds the lake."
                            + "another run holds the lake: wait until it ends, then run again"
                            + "The terminal of the desk names the file with the whole output.",
                    page.textContent("#run-failed"));
            picture("run-failed");
            assertEquals(
                    0, page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        } finally {
            desk = before;
        }
    }

    @Test
    void withoutAModelThePageNamesTheCommand(@TempDir Path empty) {
        try (TestDesk none = new TestDesk(empty, Map.of())) {
            Page other = context.newPage();
            other.navigate(URI.create(none.server.url()).toString());
            other.waitForSelector("#no-model:not([hidden])");
            assertTrue(other.textContent("#no-model").contains("scripts/arrears run --conf FILE --as-of"));
            picture(other, "no-model");
        }
    }
}
