package io.arrears.publish;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.AsOf;
import io.arrears.lake.KnownRows;
import io.arrears.lake.Lake;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.Table;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The {@code sql} command: one reading statement over the published tables. */
public final class PublishedSql {

    private static final Pattern NOT_CODE = Pattern.compile(
            "--[^\n]*|/\\*.*?\\*/" + "|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"" + "|`[^`]*`", Pattern.DOTALL);
    private static final Pattern READS = Pattern.compile("\\A[\\s(]*(select|with|show|describe|desc)\\b");
    private static final Pattern WRITES = Pattern.compile("\\b(insert|merge|update|delete)\\b");

    private final SparkSession session;
    private final Lake lake;
    private final Optional<AsOf> asOf;

    /**
     * @param asOf the one day to see; empty for every published day
     */
    public PublishedSql(SparkSession spark, Lake lake, Optional<AsOf> asOf) {
        this.session = PlanExecution.beside(spark);
        this.lake = lake;
        this.asOf = asOf;
    }

    /**
     * Runs the statement and prints its rows, nothing else.
     *
     * @throws ArrearsException when the statement cannot be run; the message is what the user should read
     */
    public void print(String statement, ResultPrinter.Format format, PrintStream out) {
        try {
            ResultPrinter.print(query(statement), format, out);
        } catch (RuntimeException e) {
            throw e instanceof SparkThrowable failure
                    ? new ArrearsException(ExitCode.BAD_REQUEST, explained(failure, e), e)
                    : e;
        }
    }

    /** The rows of the statement. */
    public Dataset<Row> query(String statement) {
        String code = NOT_CODE.matcher(statement.toLowerCase(Locale.ROOT)).replaceAll(" ? ");
        if (!READS.matcher(code).find() || WRITES.matcher(code).find()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "only statements that read are run here: select, with … select, show, describe");
        }
        PublishedViews.register(session, lake, asOf, named(statement));
        if (isNamed(PublishedViews.HISTORY, statement)) {
            PublishedViews.registerHistory(session, lake, asOf);
        }
        try {
            return session.sql(statement.strip().replaceAll(";\\s*\\z", ""));
        } catch (Exception e) {
            if (e instanceof SparkThrowable failure) {
                throw new ArrearsException(ExitCode.BAD_REQUEST, explained(failure, e), e);
            }
            throw e;
        }
    }

    /** Tables whose name is anywhere in the statement; all for {@code show}. Opening one costs time. */
    private static List<Table> named(String statement) {
        return Arrays.stream(Table.values())
                .filter(table -> isNamed(table.sqlName(), statement) || isNamed(KnownRows.viewOf(table), statement))
                .toList();
    }

    private static boolean isNamed(String name, String statement) {
        String words = statement.toLowerCase(Locale.ROOT);
        return words.strip().startsWith("show")
                || Pattern.compile("\\b" + name + "\\b").matcher(words).find();
    }

    private String explained(SparkThrowable failure, Exception e) {
        if ("TABLE_OR_VIEW_NOT_FOUND".equals(failure.getCondition())) {
            Matcher name = Pattern.compile("`([^`]*)`\\s+cannot be found").matcher(String.valueOf(e.getMessage()));
            return "no published table is called " + (name.find() ? name.group(1) : "so")
                    + asOf.map(day -> " on " + day).orElse("")
                    + "; there are: " + PublishedViews.names(session, lake, asOf);
        }
        String message = String.valueOf(e.getMessage());
        String first = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("the query failed");
        return first.replaceAll("\\s*SQLSTATE: \\w+.*\\z", "");
    }
}
