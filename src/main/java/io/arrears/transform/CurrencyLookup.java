package io.arrears.transform;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.arrears.lake.KnownRows;
import io.arrears.lake.SourceTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * What the invoices, orders and customers of a ledger of several currencies say of the currency of a row that names
 * them.
 */
final class CurrencyLookup {

    static final String OF_INVOICE = "currency_of_invoice";
    static final String OF_ORDER = "currency_of_order";
    static final String OF_CUSTOMER = "currency_of_customer";
    static final String KNOWN_OF_INVOICE = "known_currency_of_invoice";
    static final String KNOWN_OF_ORDER = "known_currency_of_order";
    static final Column NOTHING = lit(null).cast("string");

    private static final String SINCE = "since_of_";
    private static final String SINCE_OF_INVOICE = SINCE + "invoice";
    private static final String SINCE_OF_ORDER = SINCE + "order";
    private static final String CUSTOMER_OF_ORDER = "customer_of_order";
    private static final String MAPPED = "mapped_key";
    private static final String DEBTOR = "debtor";

    /** What {@link #beside} adds to the rows. */
    static final List<String> COLUMNS = List.of(
            OF_INVOICE,
            OF_ORDER,
            OF_CUSTOMER,
            KNOWN_OF_INVOICE,
            KNOWN_OF_ORDER,
            SINCE_OF_INVOICE,
            SINCE_OF_ORDER,
            CUSTOMER_OF_ORDER);

    private static final String STATED = RowMarks.STATED;
    private static final String VISIBLE = KnownRows.VISIBLE_FROM;
    private static final String ORDER = "order_id";
    private static final String INVOICE = "invoice_id";
    private static final String CUSTOMER = "customer_id";

    /** What is looked at of a table, of one that the source does not have. */
    private static final StructType ABSENT = new StructType()
            .add(INVOICE, DataTypes.StringType)
            .add(ORDER, DataTypes.StringType)
            .add(CUSTOMER, DataTypes.StringType)
            .add(STATED, DataTypes.StringType)
            .add(VISIBLE, DataTypes.DateType);

    /** Tables that say in which currencies a customer trades. */
    private static final Set<SourceTable> OF_CUSTOMERS = EnumSet.of(
            SourceTable.INVOICES,
            SourceTable.ORDERS,
            SourceTable.PAYMENTS,
            SourceTable.RETURNS,
            SourceTable.TRANSACTIONS);

    private final Map<SourceTable, Dataset<Row>> rows;
    private final LocalDate asOf;
    private final Dataset<Row> orders;
    private final Dataset<Row> customers;
    private final Dataset<Row> invoices;

    /** @param rows typed rows of the tables that the source has */
    CurrencyLookup(Map<SourceTable, Dataset<Row>> rows, LocalDate asOf) {
        this.rows = rows;
        this.asOf = asOf;
        this.orders = held(orders());
        this.customers = held(customers());
        this.invoices = held(invoices());
    }

    private static Dataset<Row> held(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    void close() {
        List.of(invoices, customers, orders).forEach(Dataset::unpersist);
    }

    /** Usable rows that are known by the end of the day. */
    static Dataset<Row> seen(Dataset<Row> rows, LocalDate asOf) {
        Dataset<Row> usable = Arrays.asList(rows.columns()).contains(RowMarks.REFUSED)
                ? rows.where(col(RowMarks.REFUSED).isNull())
                : rows;
        return usable.where(col(VISIBLE).leq(lit(asOf)));
    }

    private Dataset<Row> seen(SourceTable table) {
        Dataset<Row> given = rows.get(table);
        return given == null
                ? rows.get(SourceTable.INVOICES).sparkSession().createDataFrame(List.<Row>of(), ABSENT)
                : seen(given, asOf);
    }

    /** The first row of each key, with what it says. */
    private Dataset<Row> firsts(SourceTable table, String key, String... said) {
        Column[] values = new Column[said.length + 1];
        values[0] = col(VISIBLE);
        for (int i = 0; i < said.length; i++) {
            values[i + 1] = col(said[i]);
        }
        return seen(table)
                .where(col(key).isNotNull())
                .groupBy(key)
                .agg(min(struct(values)).as("first"))
                .select(col(key), col("first.*"));
    }

    /** The value that all rows of a group have, if they have one. */
    private static Column only(String name) {
        return when(min(name).equalTo(max(name)), min(name));
    }

    private Dataset<Row> orders() {
        Dataset<Row> stated =
                seen(SourceTable.INVOICES).where(col(STATED).isNotNull()).select(INVOICE, ORDER, STATED);
        Dataset<Row> lines =
                seen(SourceTable.INVOICE_LINES).select(INVOICE, ORDER).join(stated.select(INVOICE, STATED), INVOICE);
        Dataset<Row> billed = stated.unionByName(lines)
                .where(col(ORDER).isNotNull())
                .groupBy(col(ORDER).as("billed_order"))
                .agg(only(STATED).as("billed_in"));
        return firsts(SourceTable.ORDERS, ORDER, STATED, CUSTOMER)
                .join(billed, col(ORDER).equalTo(col("billed_order")), "left")
                .select(
                        col(ORDER).as(MAPPED),
                        coalesce(col(STATED), col("billed_in")).as(OF_ORDER),
                        col(STATED).as(KNOWN_OF_ORDER),
                        col(CUSTOMER).as(CUSTOMER_OF_ORDER),
                        col(VISIBLE).as(SINCE_OF_ORDER));
    }

    private Dataset<Row> customers() {
        return OF_CUSTOMERS.stream()
                .map(table -> besideOrders(seen(table).where(col(STATED).isNotNull()))
                        .select(coalesce(col(CUSTOMER), col(CUSTOMER_OF_ORDER)).as(MAPPED), col(STATED)))
                .reduce(Dataset::union)
                .orElseThrow()
                .where(col(MAPPED).isNotNull())
                .groupBy(MAPPED)
                .agg(only(STATED).as(OF_CUSTOMER));
    }

    private Dataset<Row> invoices() {
        Dataset<Row> first = firsts(SourceTable.INVOICES, INVOICE, STATED, ORDER, CUSTOMER);
        return besideCustomers(besideOrders(first))
                .select(
                        col(INVOICE).as(MAPPED),
                        coalesce(col(STATED), col(OF_ORDER), col(OF_CUSTOMER)).as(OF_INVOICE),
                        coalesce(col(STATED), ifKnown(SINCE_OF_ORDER, KNOWN_OF_ORDER))
                                .as(KNOWN_OF_INVOICE),
                        col(VISIBLE).as(SINCE_OF_INVOICE));
    }

    private static Column ifKnown(String since, String value) {
        return when(col(since).leq(col(VISIBLE)), col(value));
    }

    /** What the keys that the rows name say, in {@link #COLUMNS}; a table says nothing of itself. */
    Dataset<Row> beside(SourceTable table, Dataset<Row> given) {
        Dataset<Row> found = besideCustomers(besideOrders(given));
        found = table == SourceTable.INVOICES
                ? nothing(found, OF_INVOICE, KNOWN_OF_INVOICE, SINCE_OF_INVOICE)
                : joined(found, INVOICE, invoices, OF_INVOICE, KNOWN_OF_INVOICE, SINCE_OF_INVOICE);
        return Arrays.asList(given.columns()).contains(VISIBLE)
                ? found.withColumn(KNOWN_OF_INVOICE, ifKnown(SINCE_OF_INVOICE, KNOWN_OF_INVOICE))
                        .withColumn(KNOWN_OF_ORDER, ifKnown(SINCE_OF_ORDER, KNOWN_OF_ORDER))
                : found;
    }

    /** The columns of {@link #beside} where every row is in one currency. */
    static Dataset<Row> nothingBeside(Dataset<Row> rows) {
        return nothing(rows, COLUMNS.toArray(String[]::new));
    }

    private Dataset<Row> besideOrders(Dataset<Row> rows) {
        return joined(rows, ORDER, orders, OF_ORDER, KNOWN_OF_ORDER, CUSTOMER_OF_ORDER, SINCE_OF_ORDER);
    }

    private Dataset<Row> besideCustomers(Dataset<Row> rows) {
        Column own = has(rows, CUSTOMER) ? col(CUSTOMER) : NOTHING;
        Dataset<Row> named = rows.withColumn(DEBTOR, coalesce(own, col(CUSTOMER_OF_ORDER)));
        return joined(named, DEBTOR, customers, OF_CUSTOMER).drop(DEBTOR);
    }

    private static Dataset<Row> joined(Dataset<Row> rows, String key, Dataset<Row> map, String... found) {
        return has(rows, key)
                ? rows.join(map, col(key).equalTo(col(MAPPED)), "left").drop(MAPPED)
                : nothing(rows, found);
    }

    private static boolean has(Dataset<Row> rows, String column) {
        return Arrays.asList(rows.columns()).contains(column);
    }

    private static Dataset<Row> nothing(Dataset<Row> rows, String... columns) {
        Dataset<Row> wider = rows;
        for (String column : columns) {
            wider = wider.withColumn(
                    column, column.startsWith(SINCE) ? lit(null).cast("date") : NOTHING);
        }
        return wider;
    }
}
