package io.arrears.leakage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCatalogueTest {

    @TempDir
    private Path folder;

    @Test
    void aFileInAFolderOfTheClassPathIsAControl() throws IOException {
        Path controls = Files.createDirectories(folder.resolve("sql/controls"));
        Files.writeString(controls.resolve("x01_odd.sql"), control("X01"));
        assertEquals(List.of("X01"), added(folder));
    }

    @Test
    void aFileInAJarIsAControl() throws IOException {
        Path jar = folder.resolve("more.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("sql/controls/"));
            out.putNextEntry(new JarEntry("sql/controls/x02_odd.sql"));
            out.write(control("X02").getBytes());
            out.putNextEntry(new JarEntry("sql/controls/notes.txt"));
        }
        assertEquals(List.of("X02"), added(jar));
    }

    @Test
    void twoFilesWithOneIdAreRefused() throws IOException {
        Path controls = Files.createDirectories(folder.resolve("sql/controls"));
        Files.writeString(controls.resolve("b01_again.sql"), control("B01"));
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> added(folder));
        assertTrue(error.getMessage().contains("b01_order_never_invoiced.sql"), error.getMessage());
        assertTrue(error.getMessage().contains("b01_again.sql"), error.getMessage());
    }

    @Test
    void aFileThatIsOnTheClassPathTwiceIsOneControl() throws IOException {
        for (String place : List.of("one", "other")) {
            Path controls = Files.createDirectories(folder.resolve(place).resolve("sql/controls"));
            Files.writeString(controls.resolve("x03_odd.sql"), control("X03"));
        }
        URL[] places = {
            folder.resolve("one").toUri().toURL(),
            folder.resolve("other").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(places, null)) {
            assertEquals(List.of("X03"), ids(ControlCatalogue.load(loader)));
        }
    }

    @Test
    void anEmptyClassPathIsAnError() {
        IllegalStateException error = assertThrows(
                IllegalStateException.class, () -> ControlCatalogue.load(new URLClassLoader(new URL[0], null)));
        assertTrue(error.getMessage().contains("sql/controls"), error.getMessage());
    }

    @Test
    void theListingShowsWhatAControlNeedsAndWhichPoliciesItUses() {
        ControlCatalogue.Listing row = ControlCatalogue.load().listing().stream()
                .filter(each -> each.id().equals("B01"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                new ControlCatalogue.Listing(
                        "B01",
                        "Completed order never invoiced",
                        "R",
                        "high",
                        "order",
                        "orders.status|shipments, orders.qty|order_lines.qty, orders.price|order_lines.price, "
                                + "invoices.order_id|invoice_lines.order_id",
                        "billing_grace_days, match_days, tolerance"),
                row);
    }

    /** Ids the place adds to the program's own. */
    private static List<String> added(Path place) throws IOException {
        List<String> own = ids(ControlCatalogue.load());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {place.toUri().toURL()}, ControlCatalogue.class.getClassLoader())) {
            return ids(ControlCatalogue.load(loader)).stream()
                    .filter(id -> !own.contains(id))
                    .toList();
        }
    }

    private static List<String> ids(ControlCatalogue catalogue) {
        return catalogue.controls().stream().map(ControlFile::id).toList();
    }

    static String control(String id) {
        return """
                -- grain: order_id
                -- control: %s
                -- title: Order of an odd size
                -- type: S
                -- severity: low
                -- precedence: signal
                -- needs: orders.qty
                -- policy: none
                select
                    order_id,
                    null as expected_amount,
                    qty as actual_amount,
                    null as amount,
                    'odd size' as evidence
                from int_orders
                where qty = 13
                """.formatted(id);
    }
}
