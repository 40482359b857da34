package io.arrears.lake;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the tags of a Delta table's commits straight from the log: a few milliseconds, where a snapshot takes a
 * job.
 */
final class CommitTags {

    private static final Pattern COMMIT = Pattern.compile("[0-9]{20}\\.json");

    private final Configuration configuration;
    private final Path log;

    CommitTags(Configuration configuration, String table) {
        this.configuration = configuration;
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
                OptionalLong number = in(files, commit, tag);
                if (number.isPresent()) {
                    return number;
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " cannot be read", e);
        }
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

    private static OptionalLong in(FileSystem files, Path commit, Pattern tag) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = tag.matcher(line);
                if (line.startsWith("{\"commitInfo\"") && matcher.find()) {
                    return OptionalLong.of(Long.parseLong(matcher.group(1)));
                }
            }
            return OptionalLong.empty();
        }
    }
}
