package io.arrears.lake;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrears.config.Json;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the commits of a Delta table straight from its log: a few milliseconds, where a snapshot takes Spark jobs.
 */
final class CommitLog {

    private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");

    /** A slice that lies further back is rarely read, and then through Delta: each commit costs a look at a file. */
    private static final int LOOK_BACK = 20;

    private final Configuration configuration;
    private final Path table;
    private final Path log;

    CommitLog(Configuration configuration, String table) {
        this.configuration = configuration;
        this.table = new Path(table);
        this.log = new Path(table, "_delta_log");
    }

    /**
     * The number in the newest commit tagged {@code <prefix><number>}; maintenance commits carry no tag. Empty when
     * there is no table or no such commit.
     */
    OptionalLong newest(String prefix) {
        Pattern tag = Pattern.compile("\"userMetadata\":\"" + Pattern.quote(prefix) + "([0-9]+)\"");
        try {
            FileSystem files = log.getFileSystem(configuration);
            for (Path commit : newestFirst(files)) {
                for (String line : lines(files, commit)) {
                    Matcher matcher = tag.matcher(line);
                    if (line.startsWith("{\"commitInfo\"") && matcher.find()) {
                        return OptionalLong.of(Long.parseLong(matcher.group(1)));
                    }
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " cannot be read", e);
        }
    }

    /**
     * The data files of the one recent commit with this tag; empty when it is not among the recent ones, or when it
     * did more than add files.
     */
    Optional<List<String>> filesOf(String tag) {
        try {
            FileSystem files = log.getFileSystem(configuration);
            for (Path commit : newestFirst(files).stream().limit(LOOK_BACK).toList()) {
                List<JsonNode> actions = new ArrayList<>();
                for (String line : lines(files, commit)) {
                    actions.add(Json.tree(line));
                }
                if (actions.stream()
                        .anyMatch(action ->
                                tag.equals(action.at("/commitInfo/userMetadata").textValue()))) {
                    return actions.stream().anyMatch(action -> action.has("remove"))
                            ? Optional.empty()
                            : Optional.of(added(actions));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " cannot be read", e);
        }
    }

    private List<String> added(List<JsonNode> actions) {
        return actions.stream()
                .filter(action -> action.has("add"))
                // Paths in the log are relative to the table, and encoded as in a URI.
                .map(action -> new Path(
                                table,
                                new Path(URI.create(action.at("/add/path").textValue())))
                        .toString())
                .toList();
    }

    private List<Path> newestFirst(FileSystem files) throws IOException {
        List<Path> commits = new ArrayList<>();
        try {
            for (FileStatus file : files.listStatus(log)) {
                if (COMMIT.matcher(file.getPath().getName()).matches()) {
                    commits.add(file.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        commits.sort(Comparator.comparing(Path::getName).reversed());
        return commits;
    }

    private static List<String> lines(FileSystem files, Path commit) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
