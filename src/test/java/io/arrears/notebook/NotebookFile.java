package io.arrears.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A committed notebook. */
record NotebookFile(Path file, JsonNode json) {

    private static final Path FOLDER = Path.of("notebooks");

    static List<NotebookFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .map(NotebookFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NotebookFile named(String name) {
        return read(FOLDER.resolve(name + ".ipynb"));
    }

    private static NotebookFile read(Path file) {
        try {
            return new NotebookFile(file, new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no notebook", e);
        }
    }

    Iterable<JsonNode> cells() {
        return json.get("cells");
    }

    /** The text of each cell of code, in order. */
    List<String> code() {
        List<String> code = new ArrayList<>();
        for (JsonNode cell : cells()) {
            if (cell.get("cell_type").asText().equals("code")) {
                StringBuilder text = new StringBuilder();
                cell.get("source").forEach(line -> text.append(line.asText()));
                code.add(text.toString());
            }
        }
        return code;
    }
}
