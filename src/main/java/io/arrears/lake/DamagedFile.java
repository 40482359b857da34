package io.arrears.lake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the file of the lake that could not be read among the causes of a failure, and says what to do about it. */
public final class DamagedFile {

    /** How the disk, Parquet through Spark, and Spark say it; the file is the first group. */
    private static final List<Pattern> SAID = List.of(
            Pattern.compile("Checksum error: (\\S+) at "),
            Pattern.compile("\\[FAILED_READ_FILE[.A-Z_]*] Encountered error while reading file (\\S+?)\\.(?:\\s|$)"),
            Pattern.compile("\\[PATH_NOT_FOUND] Path does not exist: (\\S+?)\\.(?:\\s|$)"));

    private static final int DEEPEST = 20;

    private DamagedFile() {}

    /** One sentence that names the file; empty when the failure is about something else. */
    public static Optional<String> in(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            for (Pattern said : SAID) {
                Matcher matcher = said.matcher(String.valueOf(each.getMessage()));
                if (matcher.find()) {
                    return Optional.of(
                            "the file " + matcher.group(1) + " of the lake is damaged or gone: `arrears check "
                                    + "--lake` names everything that is, and the run to publish again or the day to "
                                    + "run again");
                }
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
