package io.arrears.desk.score;

import io.arrears.lake.Table;
import io.arrears.publish.MartReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The customers of a published worklist, and the invoices behind their claims. */
final class PublishedDebtors {

    private final MartReader reader;
    private final LocalDate day;
    private final int most;
    private final List<Note> notes;

    /** @param notes where it says what was not looked at */
    PublishedDebtors(MartReader reader, LocalDate day, int most, List<Note> notes) {
        this.reader = reader;
        this.day = day;
        this.most = most;
        this.notes = notes;
    }

    /** @param claims rows of the worklist of the day; {@code ranked} are the same as cases */
    Debtors of(List<MartRow> claims, Map<String, List<Scored>> ranked) {
        Map<String, Bill> bills = bills(claims);
        if (!reader.days(Table.MART_CUSTOMER_WORKLIST).contains(day)) {
            notes.add(Note.warning(
                    "The run of this day published no worklist by customer: disputes, promises, contacts and"
                            + " credits were not looked at here. Run the day again to have them."));
            return Debtors.ofRows(ranked, List.of("disputes", "promises", "contacts", "credits"), bills);
        }
        List<MartRow> rows = MartRow.of(reader.rows(Table.MART_CUSTOMER_WORKLIST, day, most));
        List<String> lacking = rows.stream()
                .map(row -> row.text("not_looked"))
                .filter(Objects::nonNull)
                .findFirst()
                .map(text -> List.of(text.split(", ")))
                .orElse(List.of());
        if (!lacking.isEmpty()) {
            notes.add(Note.plain("The ledger has no table of " + String.join(", ", lacking) + ": what "
                    + (lacking.size() == 1 ? "it" : "they") + " would say was not looked at."));
        }
        return Debtors.published(rows, ranked, lacking, bills);
    }

    /** Of the claims' invoices alone: a ledger has many more. */
    private Map<String, Bill> bills(List<MartRow> claims) {
        List<String> invoices = new ArrayList<>();
        claims.stream()
                .map(row -> row.text("invoice_id"))
                .filter(Objects::nonNull)
                .forEach(invoices::add);
        Map<String, Bill> bills = new TreeMap<>();
        if (!invoices.isEmpty() && reader.days(Table.MART_INVOICE_RISK).contains(day)) {
            MartRow.of(reader.rows(Table.MART_INVOICE_RISK, day, "invoice_id", invoices, most))
                    .forEach(row -> bills.put(row.text("invoice_id"), Bill.of(row)));
        }
        return bills;
    }
}
