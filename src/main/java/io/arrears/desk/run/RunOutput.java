package io.arrears.desk.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a run has written so far, as much of the end as progress and an error need. */
record RunOutput(List<String> lines) {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final int LONGEST = 1_000;
    private static final int MOST_LINES_OF_AN_ERROR = 5;
    private static final Pattern STAGE = Pattern.compile("\\[ *(\\d+)/(\\d+)] (\\S+) .*");
    private static final String ERROR = "arrears: ";

    /** Of the stage that began last. */
    record Stage(String name, int position, int stages) {}

    static RunOutput of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            return new RunOutput(
                    new String(tail, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the log of the run cannot be read: " + log, e);
        }
    }

    /** The last stage that is named; before the first one an unnamed one. */
    Stage stage() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher stage = STAGE.matcher(lines.get(i));
            if (stage.matches()) {
                return new Stage(stage.group(3), Integer.parseInt(stage.group(1)), Integer.parseInt(stage.group(2)));
            }
        }
        return new Stage(null, 0, 0);
    }

    /** The last line that says something; empty before the first. */
    String last() {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .map(RunOutput::cut)
                .orElse("");
    }

    /** The sentence a failed run ends with, without the stack trace below it; null where there is none. */
    String error() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(ERROR)) {
                String text = lines.subList(i, lines.size()).stream()
                        .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith("Caused by: "))
                        .limit(MOST_LINES_OF_AN_ERROR)
                        .collect(Collectors.joining("\n"));
                return cut(text.substring(ERROR.length()).strip());
            }
        }
        return null;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
