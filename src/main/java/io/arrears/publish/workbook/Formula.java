package io.arrears.publish.workbook;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a Tableau formula names. */
final class Formula {

    private static final Pattern STRING = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern PARAMETER = Pattern.compile("\\[Parameters]\\.\\[([^\\]]+)]");
    private static final Pattern FIELD = Pattern.compile("\\[([^\\]]+)]");
    private static final Pattern CALL = Pattern.compile("\\b([A-Z]+)\\s*\\(");

    private Formula() {}

    /** Fields of the own source. */
    static List<String> fields(String formula) {
        return found(FIELD, PARAMETER.matcher(code(formula)).replaceAll(""));
    }

    static List<String> parameters(String formula) {
        return found(PARAMETER, code(formula));
    }

    /** Names of functions that are called. */
    static List<String> calls(String formula) {
        return found(CALL, FIELD.matcher(code(formula)).replaceAll("x"));
    }

    private static String code(String formula) {
        return STRING.matcher(formula).replaceAll("''");
    }

    private static List<String> found(Pattern pattern, String text) {
        TreeSet<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return List.copyOf(names);
    }
}
