package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each package may use only those before it in the order; the last, empty name is io.arrears itself. */
class PackageOrderTest {

    private static final List<String> ORDER = List.of(
            "config",
            "terms",
            "lineage",
            "lake",
            "pipeline",
            "postgres",
            "embedded",
            "ingest",
            "load",
            "transform",
            "model.metric",
            "model.feature",
            "model.data",
            "model.fit",
            "model.judge",
            "model.store",
            "model",
            "explain",
            "leakage",
            "publish",
            "publish.alert",
            "publish.report",
            "publish.workbook",
            "sample",
            "desk",
            "desk.file",
            "desk.score",
            "desk.run",
            "desk.server",
            "notebook",
            "batch",
            "cli",
            "");
    /** A name in quotes is text: the command line starts Main by name, as another process. */
    private static final Pattern USE = Pattern.compile("(?<!\")\\bio\\.arrears\\.((?:[a-z]+\\.)*)[A-Z]");

    @Test
    void everyPackageUsesOnlyThoseBeforeIt() {
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
    void aUseOfALaterPackageIsSeen() {
        Sources planted =
                new Sources(Sources.MAIN.resolve("lake/Planted.java"), "import io.arrears.publish.report.Facts;\n");
        assertEquals(List.of(planted.file() + " uses publish.report, which comes after lake"), wrongUses(planted));
    }

    private static List<String> wrongUses(Sources source) {
        List<String> wrong = new ArrayList<>();
        String own = source.packageName();
        Matcher use = USE.matcher(source.code());
        while (use.find()) {
            String used = use.group(1).isEmpty()
                    ? ""
                    : use.group(1).substring(0, use.group(1).length() - 1);
            if (ORDER.indexOf(used) > ORDER.indexOf(own)) {
                wrong.add(source.file() + " uses " + used + ", which comes after " + own);
            }
        }
        return wrong;
    }
}
