package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Says once that invoices seem to hold a tax that orders do not, instead of one finding an order. */
final class TaxNote {

    private static final SqlFile FILE = SqlFile.read("sql/checks/check_tax.sql");

    private TaxNote() {}

    static Set<Table> reads() {
        return FILE.reads();
    }

    /** Notes every share that was taken for tax, and returns a sentence for each. */
    static List<String> note(RunContext context, Checks checks) {
        List<Row> rows = FILE.on(context.views(FILE.reads()), SqlParameters.of(context.day())).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs("currency"))
                        .thenComparing(row -> row.<BigDecimal>getAs("tax_share")))
                .toList();
        List<String> notes = new ArrayList<>();
        for (Row row : rows) {
            String percent = row.<BigDecimal>getAs("tax_share")
                    .movePointRight(2)
                    .stripTrailingZeros()
                    .toPlainString();
            String currency = row.getAs("currency");
            long orders = row.getAs("orders");
            BigDecimal amount = row.getAs("amount");
            checks.add(
                    "tax",
                    Table.STG_INVOICES.sqlName(),
                    "orders look net, invoices gross: map net_amount, " + percent + " % " + currency,
                    orders,
                    amount,
                    Checks.Status.WARNED);
            notes.add(String.format(
                    Locale.ROOT,
                    "orders look net, invoices gross: map net_amount. %,d orders of %,d customers are compared with what"
                            + " is billed less %s %% of tax, %,.2f %s in all, such as order %s",
                    orders,
                    row.<Long>getAs("customers"),
                    percent,
                    amount,
                    currency,
                    row.<String>getAs("example")));
        }
        return notes;
    }
}
