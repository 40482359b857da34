package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words for which a plainer one serves, in code, SQL, settings and documents of the product. */
class PlainWordsTest {

    private static final Pattern WORD = Pattern.compile(
            "(?i)(?<![&*])\\b(nobody|somebody|whoever|whomever|whosoever|stands|(is|are) told of|parted by)\\b");

    @Test
    void thePlainWordIsUsed() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md"), Path.of("src/README.md")));
        for (String root : List.of("src/main", "sql", "conf", "scripts", "notebooks")) {
            try (Stream<Path> below = Files.walk(Path.of(root))) {
                below.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(foundIn(file.toString(), Files.readString(file)));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void aWordIsFoundAndTheAccountOfThatNameIsNot() {
        assertEquals(
                List.of("a: nobody", "a: Stands"), foundIn("a", "seen by nobody\nStands below\nuser: *nobody, stand"));
    }

    private static List<String> foundIn(String name, String text) {
        Matcher words = WORD.matcher(text);
        return words.results().map(word -> name + ": " + word.group()).toList();
    }
}
