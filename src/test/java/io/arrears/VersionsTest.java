package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.config.Versions;
import io.arrears.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Versions are typed in pom.xml alone. */
class VersionsTest {

    private static String typed(String element) throws IOException {
        Matcher version = Pattern.compile("<" + element + ">([0-9.]+)</" + element + ">")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find(), element);
        return version.group(1);
    }

    @Test
    void theProgramKnowsTheVersionsOfTheBuild() throws IOException {
        assertEquals(new Versions(typed("version"), typed("echarts.version")), Versions.ofBuild());
        assertEquals(
                List.of("arrears " + typed("version")),
                List.of(new CommandLine(new Main()).getCommandSpec().version()));
    }

    @Test
    void theChartsOfThatVersionAreOnTheClassPath() {
        assertNotNull(getClass()
                .getResource("/META-INF/resources/webjars/echarts/"
                        + Versions.ofBuild().echarts() + "/echarts.common.min.js"));
    }

    @Test
    void noSourceOrDocumentTypesOneAgain() throws IOException {
        List<String> found = new ArrayList<>();
        for (String version : List.of(typed("version"), typed("echarts.version"), typed("openlineage.version"))) {
            for (Path file : sourcesAndDocuments()) {
                if (Files.readString(file).contains(version)) {
                    found.add(file + ": " + version);
                }
            }
        }
        assertEquals(List.of(), found);
    }

    /** The example image is tagged as the program it holds. */
    @Test
    void theImageOfTheExampleHasTheVersionOfTheBuild() throws IOException {
        for (String file : List.of("Dockerfile", "kubernetes.yaml")) {
            Matcher tag = Pattern.compile("example\\.org/arrears:([0-9.]*[0-9])")
                    .matcher(Files.readString(Path.of("conf/schedule", file)));
            assertTrue(tag.find(), file);
            assertEquals(typed("version"), tag.group(1), file);
        }
    }

    private static List<Path> sourcesAndDocuments() throws IOException {
        List<Path> files =
                new ArrayList<>(Document.all().stream().map(Document::file).toList());
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            sources.filter(file -> file.toString().matches(".*\\.(java|conf|properties|html|js|css)"))
                    .forEach(files::add);
        }
        return files;
    }
}
