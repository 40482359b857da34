package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each package may use only what stands to its left; the last, empty name is io.arrears itself. */
class PackageOrderTest {

    private static final List<String> ORDER = List.of(
            "config",
            "terms",
            "lake",
            "pipeline",
            "postgres",
            "embedded",
            "ingest",
            "load",
            "transform",
            "model",
            "explain",
            "leakage",
            "publish",
            "sample",
            "desk",
            "notebook",
            "batch",
            "cli",
            "");
    private static final Pattern USE = Pattern.compile("\\bio\\.arrears\\.([a-z]+)\\.");

    @Test
    void everyPackageUsesOnlyWhatStandsToItsLeft() {
        List<String> wrong = new ArrayList<>();
        Sources.under(Sources.MAIN, ".java").forEach(source -> wrong.addAll(wrongUses(source)));
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPackageHasAPlaceInTheOrder() {
        List<String> packages = Sources.under(Sources.MAIN, ".java").stream()
                .map(Sources::packageName)
                .distinct()
                .toList();
        assertEquals(
                List.of(),
                packages.stream().filter(name -> !ORDER.contains(name)).toList());
    }

    @Test
    void aUseToTheRightIsSeen() {
        Sources planted =
                new Sources(Sources.MAIN.resolve("lake/Planted.java"), "import io.arrears.publish.Manifest;\n");
        assertEquals(List.of(planted.file() + " uses publish, which stands to the right of lake"), wrongUses(planted));
    }

    private static List<String> wrongUses(Sources source) {
        List<String> wrong = new ArrayList<>();
        String own = source.packageName();
        Matcher use = USE.matcher(source.code());
        while (use.find()) {
            if (ORDER.indexOf(use.group(1)) > ORDER.indexOf(own)) {
                wrong.add(source.file() + " uses " + use.group(1) + ", which stands to the right of " + own);
            }
        }
        return wrong;
    }
}
