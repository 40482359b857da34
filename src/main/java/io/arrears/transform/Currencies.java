package io.arrears.transform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import io.arrears.terms.CurrencyUnit;
import io.arrears.terms.StagingTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * The currency of each row of the source, and its money rounded to the minor unit. A row is in the currency that it
 * states; else in that of its invoice, its order, the only one of its customer, the only one of the ledger; else it is
 * unknown. Only where no row of the ledger states one is it the configured one. All of that as the as-of day knows it.
 * {@code known_currency} is what the day knew on which the row became visible, the customer's aside: observations of
 * the past use it.
 *
 * <p>A ledger of one currency, or of none, takes no join.
 */
public final class Currencies {

    private static final String STATED = RowMarks.STATED;
    private static final String CURRENCY = "currency";
    private static final String KNOWN = "known_currency";
    private static final String INVOICE = "invoice_id";
    private static final String VISIBLE = KnownRows.VISIBLE_FROM;
    private static final String OTHER = RowMarks.FIX + "other_currency";
    private static final String UNKNOWN = RowMarks.FIX + UnknownCurrency.RULE;
    private static final String ROUNDED = RowMarks.FIX + "amount_rounded";

    /** Tables that observations of the past read. */
    private static final Set<SourceTable> OBSERVED =
            EnumSet.of(SourceTable.INVOICES, SourceTable.ORDERS, SourceTable.RETURNS, SourceTable.TRANSACTIONS);

    /** Tables that move the balance of what they name. Money in another currency cannot. */
    private static final Map<SourceTable, String> MOVES = Map.of(
            SourceTable.PAYMENTS, INVOICE,
            SourceTable.CREDIT_NOTES, INVOICE,
            SourceTable.WRITE_OFFS, INVOICE,
            SourceTable.RETURNS, "order_id");

    private final StatedCurrencies stated;
    private final Optional<CurrencyLookup> lookup;

    private Currencies(StatedCurrencies stated, Optional<CurrencyLookup> lookup) {
        this.stated = stated;
        this.lookup = lookup;
    }

    /** Of a ledger that states no currency. */
    static Currencies none(String fallback) {
        return new Currencies(new StatedCurrencies(Map.of(), fallback), Optional.empty());
    }

    /**
     * Looks at what the rows state.
     *
     * @param rows typed rows of all tables, several a key where the source has them
     * @param stating the tables whose rows may state a currency: others are not looked through for one
     * @param asOf the day that is asked about; later rows say nothing
     * @param fallback the currency of a ledger that states none
     */
    public static Currencies of(
            Map<SourceTable, Dataset<Row>> rows, Set<SourceTable> stating, LocalDate asOf, String fallback) {
        StatedCurrencies stated = StatedCurrencies.of(rows, stating, asOf, fallback);
        return new Currencies(stated, stated.isOne() ? Optional.empty() : Optional.of(new CurrencyLookup(rows, asOf)));
    }

    /** Lets go of what is held to look currencies up. */
    public void close() {
        lookup.ifPresent(CurrencyLookup::close);
    }

    /** The rows with their currencies and their money rounded; a column of each repair that this is. */
    public Dataset<Row> settled(SourceTable table, Dataset<Row> rows) {
        boolean states = Arrays.asList(rows.columns()).contains(STATED);
        Dataset<Row> found =
                lookup.map(each -> each.beside(table, rows)).orElseGet(() -> CurrencyLookup.nothingBeside(rows));
        Column own = states ? col(STATED) : CurrencyLookup.NOTHING;
        Dataset<Row> settled = found.withColumn(
                CURRENCY,
                coalesce(
                        own,
                        col(CurrencyLookup.OF_INVOICE),
                        col(CurrencyLookup.OF_ORDER),
                        col(CurrencyLookup.OF_CUSTOMER),
                        lit(stated.assumed())));
        if (OBSERVED.contains(table)) {
            Column known = coalesce(own, col(CurrencyLookup.KNOWN_OF_INVOICE), col(CurrencyLookup.KNOWN_OF_ORDER));
            settled = settled.withColumn(KNOWN, coalesce(known, stated.assumedOn(col(VISIBLE))));
        }
        if (MOVES.containsKey(table)) {
            settled = apart(table, settled);
        }
        if (lookup.isPresent() && (OBSERVED.contains(table) || MOVES.containsKey(table))) {
            settled = settled.withColumn(UNKNOWN, col(CURRENCY).equalTo(CurrencyUnit.UNKNOWN));
        }
        settled = rounded(settled);
        List<String> dropped = new ArrayList<>(CurrencyLookup.COLUMNS);
        if (!states) {
            dropped.add(CURRENCY);
        }
        return settled.drop(dropped.toArray(String[]::new));
    }

    /** Money in another currency than its invoice or order names none that there is: "I1 in USD" of an I1 in EUR. */
    private Dataset<Row> apart(SourceTable table, Dataset<Row> rows) {
        String number = MOVES.get(table);
        Column theirs = col(number.equals(INVOICE) ? CurrencyLookup.OF_INVOICE : CurrencyLookup.OF_ORDER);
        Column differs = coalesce(col(STATED).notEqual(theirs), lit(false));
        return rows.withColumn(OTHER, differs)
                .withColumn(
                        number,
                        when(col(OTHER), concat(col(number), lit(" in "), col(STATED)))
                                .otherwise(col(number)));
    }

    /** Columns of the exact type are rounded to the minor unit; of those that a text gave, that is a repair. */
    private static Dataset<Row> rounded(Dataset<Row> rows) {
        List<Column> columns = new ArrayList<>();
        Column repaired = null;
        for (StructField field : rows.schema().fields()) {
            String name = field.name();
            boolean isExact =
                    field.dataType() instanceof DecimalType type && type.scale() == StagingTerms.EXACT_MONEY.scale();
            if (!isExact) {
                columns.add(col(name));
                continue;
            }
            Column money = expr("terms.in_currency(" + name + ", " + CURRENCY + ")");
            columns.add(money.as(name));
            if (field.dataType().equals(StagingTerms.EXACT_MONEY)) {
                Column differs = coalesce(money.notEqual(col(name)), lit(false));
                repaired = repaired == null ? differs : repaired.or(differs);
            }
        }
        if (repaired != null) {
            boolean has = columns.removeIf(column -> column.toString().equals(ROUNDED));
            columns.add((has ? repaired.or(col(ROUNDED)) : repaired).as(ROUNDED));
        }
        return rows.select(columns.toArray(Column[]::new));
    }
}
