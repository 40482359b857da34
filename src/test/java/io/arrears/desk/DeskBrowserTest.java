package io.arrears.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.arrears.model.StoredModels;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser: profile {@code browser}, with Debian's Chromium ({@code arrears.chromium} names another).
 * Pictures of every step are left in {@code target/desk}.
 */
@Tag("browser")
class DeskBrowserTest {

    private static final Path PICTURES = Path.of("target/desk");

    @TempDir
    static Path lake;
    private static TestDesk desk;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        new StoredModels(lake).all();
        desk = new TestDesk(lake, Map.of("recovery.capacity", "10"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        // The sandbox needs user namespaces, which containers forbid.
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setArgs(List.of("--no-sandbox"))
                .setExecutablePath(Path.of(System.getProperty("arrears.chromium", "/usr/bin/chromium"))));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        desk.close();
    }

    @BeforeEach
    void openDesk() {
        open(1280, 900, ColorScheme.LIGHT);
    }

    private void open(int width, int height, ColorScheme scheme) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(width, height)
                .setColorScheme(scheme).setAcceptDownloads(true));
        context.setDefaultTimeout(60_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(desk.server.url()) && !request.url().startsWith("data:")) {
                foreign.add(request.url());
            }
        });
        page.navigate(desk.server.url());
        page.waitForSelector("#choose:not([hidden])");
    }

    @AfterEach
    void nothingWasWrong() {
        context.close();
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), foreign);
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
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
        assertEquals("sample-claims.csv: 60 rows read as claims; 53 scored, 4 with nothing to score, 3 wrong.",
                page.textContent("#understood-line"));
        picture("claims-desktop-light");
        assertEquals(3, page.locator(".kpi").count());
        String before = page.textContent(".kpi .first dd");
        page.fill("#capacity-number", "4");
        page.waitForFunction("before => document.querySelector('.kpi .first dd').textContent !== before", before);
        assertEquals(page.locator(".kpi").first().locator(".first dt").textContent(),
                "Expected from the first " + page.locator("tr.chosen").count());
        page.selectOption("#currency", "USD");
        page.waitForFunction("document.querySelector('#matches').textContent.includes('USD')");
        assertTrue(page.locator("#worklist .why li").first().textContent().contains("the chance)"));
        Download download = page.waitForDownload(() -> page.click("#results-csv"));
        String csv = Files.readString(download.path());
        assertEquals(54, csv.lines().count());
        assertTrue(csv.lines().noneMatch(line -> line.matches(".*(^|,)\"?=.*")), csv);
        page.waitForDownload(() -> page.click("#refused-csv"));
    }

    @Test
    void whatAFileSaysIsShownAsTextWhateverItSays() {
        String evil = "<img src=x onerror=alert(1)>";
        upload(evil + ".csv", "claim_id,claim_type,amount,customer_name," + evil + "\n" + evil + ",failed_payment,10," + evil + ",1\n"
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
        page.setInputFiles("#file", new FilePayload("a.csv", "text/csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
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
        page.waitForFunction("document.activeElement.id === 'understood-title'");
        page.focus("#capacity");
        String before = page.textContent("#capacity-shown");
        page.keyboard().press("ArrowLeft");
        page.waitForFunction("before => document.querySelector('#capacity-shown').textContent !== before", before);
        assertEquals(0, page.evaluate("[...document.querySelectorAll('input,select')].filter(each => each.labels.length === 0).length"));
        assertEquals(0, page.evaluate("[...document.querySelectorAll('th')].filter(each => !each.scope).length"));
    }

    @Test
    void aPhoneScrollsOneWayOnly() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            open(375, 812, scheme);
            page.click("#sample-invoices");
            page.waitForSelector("#worklist tbody tr");
            assertEquals(0, page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            assertEquals(0, page.evaluate("[...document.querySelectorAll('button:not([hidden])')].filter(each => "
                    + "each.offsetHeight > 0 && each.offsetHeight < 44).length"));
            picture("invoices-phone-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void withoutAModelThePageNamesTheCommand(@TempDir Path empty) {
        try (TestDesk none = new TestDesk(empty, Map.of())) {
            Page other = context.newPage();
            other.navigate(URI.create(none.server.url()).toString());
            other.waitForSelector("#no-model:not([hidden])");
            assertTrue(other.textContent("#no-model").contains("scripts/arrears run --conf FILE --as-of"));
            other.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("no-model.png")));
        }
    }
}
