package io.arrears.testing;

import io.arrears.transform.SqlFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The text of a SQL file in PostgreSQL's words. Functions of Spark stand in {@code postgres/spark_functions.sql}; here is
 * only what no function can do, each rule over any file: values for parameters, digits of products and quotients,
 * doubles cast to decimals and whole numbers, {@code array}, {@code struct}, {@code max_by}, {@code min_by} and {@code lateral view}.
 * Everything else PostgreSQL reads as it stands.
 */
public final class PostgresSql {

    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
    private static final Pattern STRING_OR_PARAMETER = Pattern.compile("'[^']*'|(?<![:\\w]):([a-z][a-z0-9_]*)");
    private static final Pattern AS_NUMBER = Pattern.compile("(?s)(.*)\\s+as\\s+(int|decimal\\([0-9, ]+\\))");
    private static final Pattern LATERAL_VIEW = Pattern.compile("\\blateral view (explode|stack)\\(");
    private static final Pattern LATERAL_NAMES = Pattern.compile("\\s+(\\w+)\\s+as\\s+(\\w+(?:,\\s*\\w+)*)");

    private PostgresSql() {}

    /** The select of the file, its parameters filled in. The session must have the views that the file reads. */
    public static String of(SqlFile file, SparkSession session, Map<String, Object> parameters) {
        SqlFile bare =
                SqlFile.parse(file.resource(), COMMENT.matcher(file.text()).replaceAll(""));
        return withValues(rewritten(SparkDigits.kept(bare, session, parameters)), parameters);
    }

    /** Values in the place of parameters, in a text that is PostgreSQL's already. */
    public static String withValues(String text, Map<String, Object> parameters) {
        return STRING_OR_PARAMETER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null ? match.group() : literal(parameters.get(match.group(1)))));
    }

    private static String literal(Object value) {
        return value instanceof LocalDate day
                ? "date '" + day + "'"
                : value instanceof String text
                        ? "text '" + text.replace("'", "''") + "'"
                        : value instanceof Double number
                                ? "double precision '" + number + "'"
                                : value instanceof Integer[] numbers
                                        ? "array" + Arrays.toString(numbers)
                                        : value instanceof String[] words
                                                ? Arrays.stream(words)
                                                        .map(PostgresSql::literal)
                                                        .collect(Collectors.joining(", ", "array[", "]"))
                                                : String.valueOf(value);
    }

    static String rewritten(String text) {
        String changed = calls(text, "array", arguments -> "array_of(" + String.join(",", arguments) + ")");
        changed = calls(changed, "struct", arguments -> "row(" + String.join(",", arguments) + ")");
        changed = calls(
                changed,
                "max_by",
                arguments -> "first_of(" + arguments.get(0) + " order by " + arguments.get(1) + " desc nulls last)");
        changed = calls(
                changed,
                "min_by",
                arguments -> "first_of(" + arguments.get(0) + " order by " + arguments.get(1) + " nulls last)");
        changed = calls(changed, "cast", arguments -> "cast(" + castOf(String.join(",", arguments)) + ")");
        return lateral(changed);
    }

    private static String castOf(String inside) {
        Matcher number = AS_NUMBER.matcher(inside);
        return number.matches()
                ? (number.group(2).equals("int") ? "whole(" : "digits(") + number.group(1) + ") as " + number.group(2)
                : inside;
    }

    /** Every call of the function, the innermost first, written otherwise. */
    private static String calls(String text, String function, Function<List<String>, String> otherwise) {
        List<Integer> starts = Pattern.compile("(?<![\\w.])" + function + "\\(")
                .matcher(text)
                .results()
                .map(match -> match.start())
                .collect(Collectors.toCollection(ArrayList::new));
        String changed = text;
        for (int i = starts.size() - 1; i >= 0; i--) {
            int open = starts.get(i) + function.length();
            int close = closing(changed, open);
            changed = changed.substring(0, starts.get(i))
                    + otherwise.apply(parts(changed.substring(open + 1, close)))
                    + changed.substring(close + 1);
        }
        return changed;
    }

    /** {@code lateral view explode(x) t as a} joins the rows of a function, {@code stack} those of {@code values}. */
    private static String lateral(String text) {
        Matcher view = LATERAL_VIEW.matcher(text);
        if (!view.find()) {
            return text;
        }
        int close = closing(text, view.end() - 1);
        List<String> arguments = parts(text.substring(view.end(), close));
        Matcher names = LATERAL_NAMES.matcher(text).region(close + 1, text.length());
        if (!names.lookingAt()) {
            throw new IllegalArgumentException("lateral view without names: " + text.substring(view.start()));
        }
        String rows = view.group(1).equals("explode") ? "unnest(" + arguments.get(0) + ")" : stacked(arguments);
        return text.substring(0, view.start()) + "cross join lateral " + rows + " as " + names.group(1) + "("
                + names.group(2) + ")" + lateral(text.substring(names.end()));
    }

    private static String stacked(List<String> arguments) {
        int rows = Integer.parseInt(arguments.get(0).strip());
        List<String> values = arguments.subList(1, arguments.size());
        int columns = values.size() / rows;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.size(); i += columns) {
            lines.add("(" + String.join(",", values.subList(i, i + columns)) + ")");
        }
        return "(values " + String.join(", ", lines) + ")";
    }

    /** Where the parenthesis that opens here is closed; those in strings do not count. */
    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a parenthesis is not closed: " + text.substring(open));
    }

    /** What stands between the commas, those in parentheses and strings aside. */
    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(inside.substring(start));
        return parts;
    }
}
