package io.arrears.leakage;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Table;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlViews;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One leakage control: a {@code sql/controls/<id>_<what>.sql} file, its header read and checked.
 *
 * <p>The grain is the entity a finding is about; the query returns its columns, expected_amount, actual_amount, amount,
 * evidence, and any of {@link ControlRows#OPTIONAL} that do not follow from its invoice or order.
 *
 * @param id {@code B01}; findings carry it
 * @param severity high, medium or low
 * @param policies parameters of {@code leakage.policy} that the query uses, and those of its tables and views that
 *     decide what it finds
 * @param inInvoices whether the amounts of an order's finding are money of its invoices
 * @param version raised by hand when the definition changes
 */
public record ControlFile(
        String id,
        String title,
        LeakType type,
        String severity,
        Precedence precedence,
        List<String> entity,
        List<Need> needs,
        Set<String> policies,
        boolean inInvoices,
        int version,
        SqlFile sql) {

    private static final List<String> SEVERITIES = List.of("high", "medium", "low");

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException naming the file, the line, what was found and what was expected
     */
    public static ControlFile parse(String resource, String text) {
        SqlFile sql = SqlFile.parse(resource, text);
        ControlHeader header = ControlHeader.parse(resource, text);
        ControlFile control = new ControlFile(
                header.value("control"),
                header.value("title"),
                LeakType.valueOf(header.oneOf("type", names(LeakType.values()))),
                header.oneOf("severity", SEVERITIES),
                precedence(header),
                header.list("grain"),
                needs(header),
                new TreeSet<>(header.list("policy")),
                header.lines().containsKey("money") && header.oneOf("money", List.of("invoices")) != null,
                version(header),
                sql);
        control.check(header);
        return control;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static Precedence precedence(ControlHeader header) {
        List<String> words =
                Arrays.stream(Precedence.values()).map(Precedence::word).toList();
        return Precedence.valueOf(header.oneOf("precedence", words).toUpperCase(Locale.ROOT));
    }

    private static List<Need> needs(ControlHeader header) {
        try {
            return header.list("needs").stream().map(Need::parse).toList();
        } catch (IllegalArgumentException e) {
            throw header.error(e.getMessage());
        }
    }

    private static int version(ControlHeader header) {
        String text = header.valueOr("version", "1");
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw header.error("'-- version: " + text + "': expected a whole number from 1");
        }
        return Integer.parseInt(text);
    }

    private void check(ControlHeader header) {
        String file = sql.resource().substring(sql.resource().lastIndexOf('/') + 1);
        if (!id.matches("[A-Z][0-9]{2,3}")) {
            throw header.error("'-- control: " + id + "': expected a letter and two or three digits, for example B01");
        }
        if (!file.startsWith(id.toLowerCase(Locale.ROOT) + "_")) {
            throw header.error("'-- control: " + id + "' does not match the file's name: expected "
                    + id.toLowerCase(Locale.ROOT) + "_<what>.sql");
        }
        if (precedence.type() != type) {
            throw header.error("'-- precedence: " + precedence.word() + "' belongs to type " + precedence.type()
                    + ", and the file says '-- type: " + type + "'");
        }
        sql.names().stream().flatMap(name -> staging(name).stream()).forEach(table -> {
            throw header.error(
                    "the query reads " + table.sqlName() + ", which also holds rows that the as-of day did not"
                            + " know: write " + KnownRows.viewOf(table) + ", the rows it knew");
        });
        Set<String> used = new TreeSet<>(sql.parameters());
        used.remove("as_of");
        used.remove("default_currency");
        Set<String> known = new TreeSet<>(used);
        known.addAll(SqlViews.parametersBehind(sql));
        if (!policies.containsAll(used) || !known.containsAll(policies)) {
            throw header.error("'-- policy:' lists " + policies + ", the query uses " + used
                    + ": expected these names (as_of aside; 'none' for none), and of those that its tables and views "
                    + "use,"
                    + " the ones that decide what it finds: " + known);
        }
    }

    private static Optional<Table> staging(String name) {
        return Table.named(name).filter(KnownRows::has);
    }

    /** The same control with another query. */
    ControlFile asking(SqlFile other) {
        return new ControlFile(
                id, title, type, severity, precedence, entity, needs, policies, inInvoices, version, other);
    }

    /** What the entity is called: {@code order}, {@code invoice}, {@code customer_sku}. */
    String entityType() {
        return String.join(
                "_",
                entity.stream().map(column -> column.replaceFirst("_id$", "")).toList());
    }

    /** Why the control cannot run on this source: {@code needs shipments}; empty when it can. */
    String skippedReason(SourceColumns source) {
        List<String> missing = needs.stream()
                .flatMap(need -> need.missingFrom(source).stream())
                .distinct()
                .toList();
        // What is needed in any case is no choice: "orders or shipments, orders" says it twice.
        List<String> said = missing.stream()
                .filter(each -> !each.contains(" or ")
                        || Arrays.stream(each.split(" or ")).noneMatch(missing::contains))
                .toList();
        return said.isEmpty() ? "" : "needs " + String.join(", ", said);
    }
}
