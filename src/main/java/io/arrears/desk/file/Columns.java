package io.arrears.desk.file;

import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a file is what. Names are compared without regard to case, blanks and dashes.
 *
 * @param fields place of each field that the file has
 * @param byName place of each column by its plain name; of two equal names the first counts
 */
public record Columns(List<String> header, Map<Field, Integer> fields, Map<String, Integer> byName) {

    /** Other names of features. */
    private static final Map<String, List<String>> ALIASES = Map.of(
            "segment",
            List.of("seg"),
            "product_category",
            List.of("category"),
            "days_since_issue",
            List.of("days_since_invoice"),
            "days_past_due",
            List.of("days_overdue"),
            "days_overdue",
            List.of("days_past_due"));

    /** By the names in the header. */
    public static Columns of(List<String> header) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!header.get(i).isEmpty()) {
                byName.putIfAbsent(plain(header.get(i)), i);
            }
        }
        Map<Field, Integer> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            field.names().stream()
                    .filter(byName::containsKey)
                    .findFirst()
                    .ifPresent(name -> fields.put(field, byName.get(name)));
        }
        return new Columns(header, fields, byName);
    }

    /** A name as names are compared. */
    public static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s./-]+", "_");
    }

    public boolean has(Field field) {
        return fields.containsKey(field);
    }

    /** The name of the field's column, as the file writes it. */
    public String name(Field field) {
        return header.get(fields.get(field));
    }

    /** The column of a feature, by its own name or another. */
    Optional<Integer> feature(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(ALIASES.getOrDefault(name, List.of()));
        return names.stream().filter(byName::containsKey).findFirst().map(byName::get);
    }

    /** What kind of rows these are; empty when the header does not say. */
    public Optional<Kind> kind() {
        if (has(Field.CLAIM_ID) || has(Field.CLAIM_TYPE) || has(Field.RESULT_STATUS)) {
            return Optional.of(Kind.CLAIMS);
        }
        boolean dated = has(Field.INVOICE_DATE) || has(Field.DUE_DATE) || has(Field.DAYS_LATE);
        return has(Field.INVOICE_ID) && dated ? Optional.of(Kind.INVOICES) : Optional.empty();
    }

    /**
     * Refuses a file in which no row could ever be scored.
     *
     * @throws Refused saying which columns are missing and what the file has
     */
    public void check(Kind kind) {
        List<String> missing = new ArrayList<>();
        if (!has(Field.CLAIM_ID) && !has(Field.INVOICE_ID) && !has(Field.ORDER_ID) && !has(Field.ATTEMPT_ID)) {
            missing.add(kind == Kind.CLAIMS ? "claim_id, invoice_id or order_id" : "invoice_id");
        }
        if (!has(Field.AMOUNT) && !has(Field.OPEN_AMOUNT)) {
            missing.add("amount or open_amount");
        }
        if (kind == Kind.CLAIMS
                && !has(Field.CLAIM_TYPE)
                && !has(Field.RESULT_STATUS)
                && !has(Field.DUE_DATE)
                && !has(Field.DAYS_LATE)) {
            missing.add("claim_type, result_status or due_date");
        }
        if (!missing.isEmpty()) {
            throw new Refused(
                    422,
                    "As a file of " + kind.word() + " this lacks " + String.join(" and ", missing) + ". It has: "
                            + String.join(", ", header.stream().limit(40).toList()) + ".");
        }
    }
}
