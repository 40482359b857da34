package io.arrears.leakage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * All leakage controls, by id: every {@code .sql} file in {@code sql/controls} on the class path, in folders or jars.
 * Adding a file adds a control.
 */
public record ControlCatalogue(List<ControlFile> controls) {

    private static final String FOLDER = "sql/controls";

    /** One control as people list it: {@code arrears controls}. */
    public record Listing(
            String id, String title, String type, String severity, String entity, String needs, String policy) {}

    /** The controls this program was started with. */
    public static ControlCatalogue load() {
        return load(ControlCatalogue.class.getClassLoader());
    }

    /**
     * The controls a class loader sees. A file that it comes to twice, as when a jar is named twice, is one control.
     *
     * @throws IllegalArgumentException when a header is wrong or two files have one id; the message names the files
     */
    public static ControlCatalogue load(ClassLoader loader) {
        Map<String, ControlFile> byId = new TreeMap<>();
        for (ControlFile control : files(loader)) {
            ControlFile other = byId.put(control.id(), control);
            if (other != null && !other.sql().equals(control.sql())) {
                throw new IllegalArgumentException("two files define control " + control.id() + ": "
                        + other.sql().resource() + " and " + control.sql().resource() + "; give one another id");
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalStateException(
                    "no control found: expected .sql files in " + FOLDER + " on the class path");
        }
        return new ControlCatalogue(List.copyOf(byId.values()));
    }

    /** A row for each control, by id. */
    public List<Listing> listing() {
        return controls.stream()
                .map(control -> new Listing(
                        control.id(),
                        control.title(),
                        control.type().name(),
                        control.severity(),
                        control.entityType(),
                        String.join(
                                ", ",
                                control.needs().stream().map(Need::toString).toList()),
                        String.join(", ", control.policies())))
                .toList();
    }

    private static List<ControlFile> files(ClassLoader loader) {
        List<ControlFile> files = new ArrayList<>();
        try {
            for (URL folder : Collections.list(loader.getResources(FOLDER))) {
                files.addAll(folder.openConnection() instanceof JarURLConnection jar ? inJar(jar) : inFolder(folder));
            }
            return files;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(FOLDER + " on the class path cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<ControlFile> inFolder(URL folder) throws IOException, URISyntaxException {
        try (Stream<Path> paths = Files.list(Path.of(folder.toURI()))) {
            return paths.filter(path -> path.toString().endsWith(".sql"))
                    .map(ControlCatalogue::read)
                    .toList();
        }
    }

    private static ControlFile read(Path path) {
        try {
            return ControlFile.parse(FOLDER + "/" + path.getFileName(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("the control " + path.getFileName() + " cannot be read", e);
        }
    }

    private static List<ControlFile> inJar(JarURLConnection connection) throws IOException {
        connection.setUseCaches(false);
        List<ControlFile> files = new ArrayList<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches(FOLDER + "/[^/]+\\.sql")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        files.add(ControlFile.parse(entry.getName(), text));
                    }
                }
            }
        }
        return files;
    }
}
