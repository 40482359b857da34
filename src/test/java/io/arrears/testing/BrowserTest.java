package io.arrears.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * A page in a real browser: profile {@code browser}, with Debian's Chromium ({@code arrears.chromium} names another).
 * Whatever a test does, the page complains of nothing and asks for nothing that is not its own.
 */
@Tag("browser")
public abstract class BrowserTest {

    private static final double TIMEOUT_MILLIS = 60_000;
    private static Playwright playwright;
    private static Browser browser;

    /** What the page wrote on its console, and errors of its scripts. */
    protected final List<String> complaints = new ArrayList<>();

    private final List<String> foreign = new ArrayList<>();
    private final Path pictures;
    protected BrowserContext context;
    protected Page page;

    /** @param pictures folder of the pictures that {@link #picture} takes */
    protected BrowserTest(Path pictures) {
        this.pictures = pictures;
    }

    /** Whether a page of this test may ask for the address. */
    protected abstract boolean isOwn(String url);

    @BeforeAll
    static void startBrowser() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        // The sandbox needs user namespaces, which containers forbid.
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setArgs(List.of("--no-sandbox"))
                        .setExecutablePath(Path.of(System.getProperty("arrears.chromium", "/usr/bin/chromium"))));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
        playwright.close();
    }

    /** Opens the address in a fresh window of this size, in pixels. */
    protected void show(String url, int width, int height, ColorScheme colours) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!isOwn(request.url()) && !request.url().startsWith("data:")) {
                foreign.add(request.url());
            }
        });
        page.navigate(url);
    }

    /** Leaves a picture of the whole page. */
    protected void picture(String name) {
        picture(page, name);
    }

    /** Leaves a picture of another page. */
    protected void picture(Page of, String name) {
        of.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(pictures.resolve(name + ".png")));
    }

    @AfterEach
    void nothingIsWrongAndNothingLeaves() {
        context.close();
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), foreign);
    }
}
