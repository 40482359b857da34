package io.arrears.leakage;

import io.arrears.lake.SourceTable;
import io.arrears.testing.StagedValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A small company written as text, one source row a line: {@code src/test/resources/leakage/fixtures.txt} tells the form. */
public final class Ledger {

    /** A kind of line: the staging table and an ordinary row of it; {@code *} stands for the row's id. */
    private record Kind(SourceTable table, String ordinary) {
        /** The columns that an ordinary row fills; the others are null. */
        Map<String, String> row(String id) {
            Map<String, String> row = new LinkedHashMap<>();
            for (String column : ordinary.split(" ")) {
                String[] nameAndValue = column.split("=");
                row.put(nameAndValue[0], nameAndValue[1].replace("*", id));
            }
            return row;
        }
    }

    private static final Map<String, Kind> TABLES = Map.ofEntries(
            kind(
                    "order",
                    SourceTable.ORDERS,
                    "order_id=* customer_id=c-* order_date=2025-06-01 qty=1 "
                            + "price=100 discount=0 status=completed sales_rep_id=rep currency=EUR"),
            kind("order-line", SourceTable.ORDER_LINES, "order_line_id=* line_id=* qty=1 price=100 discount=0"),
            kind(
                    "invoice",
                    SourceTable.INVOICES,
                    "invoice_id=* customer_id=c-* "
                            + "invoice_date=2025-06-02 due_date=2026-01-31 amount=100 currency=EUR"),
            kind("invoice-line", SourceTable.INVOICE_LINES, "invoice_line_id=* line_id=* net_amount=100 tax_amount=0"),
            kind("payment", SourceTable.PAYMENTS, "payment_id=* payment_date=2025-06-20 amount=100 is_success=true"),
            kind("return", SourceTable.RETURNS, "return_id=* " + "return_date=2025-06-20 qty=1 refund_amount=100"),
            kind("product", SourceTable.PRODUCTS, "sku=*"),
            kind("customer", SourceTable.CUSTOMERS, "customer_id=* region=North signup_date=2025-01-01"),
            kind(
                    "attempt",
                    SourceTable.TRANSACTIONS,
                    "attempt_id=* "
                            + "attempt_date=2025-06-20 amount=100 result_status=failed is_success=false is_refund=false "
                            + "provider=visa transaction_type=capture is_chargeback=false "
                            + "currency=EUR"),
            kind("shipment", SourceTable.SHIPMENTS, "shipment_id=* shipped_date=2025-06-02"),
            kind("charge", SourceTable.CHARGES, "charge_id=* charge_date=2025-06-20 amount=100"),
            kind("credit", SourceTable.CREDIT_NOTES, "credit_note_id=* credit_date=2025-06-20 amount=100"),
            kind("write-off", SourceTable.WRITE_OFFS, "write_off_id=* write_off_date=2025-08-01 amount=100"),
            kind("instalment", SourceTable.INSTALMENTS, "instalment_id=* due_date=2026-01-31"));

    private static Map.Entry<String, Kind> kind(String name, SourceTable table, String ordinary) {
        return Map.entry(name, new Kind(table, ordinary));
    }

    /** Starts a line that tells findings about an entity that is no row. */
    private static final String FINDING = "finding";

    private static final String STRANGER = "nobody";

    private final Map<String, List<Map<String, String>>> rows = new TreeMap<>();
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    public static Ledger read(String resource) throws Exception {
        return parse(Files.readString(Path.of(Ledger.class.getResource(resource).toURI())));
    }

    static Ledger parse(String text) {
        Ledger ledger = new Ledger();
        TABLES.keySet().forEach(table -> ledger.rows.put(table, new ArrayList<>()));
        List<String> section = new ArrayList<>();
        for (String line :
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            if (line.startsWith("## ")) {
                section = new ArrayList<>();
                ledger.sections.put(line.substring(3, 6), section);
            } else if (!line.startsWith("#")) {
                section.add(line);
                ledger.add(line);
            }
        }
        return ledger;
    }

    /** All findings that must come, as {@code entity: B01 100.00, C02 50.00}. */
    Map<String, String> expected() {
        return expected;
    }

    /** The lines of each control's section, by id. */
    Map<String, List<String>> sections() {
        return sections;
    }

    private void add(String line) {
        String[] sides = line.split(" => ");
        String[] words = sides[0].split(" +");
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : List.of(words).subList(2, words.length)) {
            given.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        if (sides.length > 1) {
            // What a payment gave to an invoice is an entity of its own.
            boolean isApplied = words[0].equals("payment") && given.containsKey("invoice_id");
            expected.put(isApplied ? part(words[1]) + "|" + part(given.get("invoice_id")) : words[1], sides[1]);
        }
        int copies = Integer.parseInt(given.getOrDefault("repeat", "0"));
        given.remove("repeat");
        if (copies == 0 && !words[0].equals(FINDING)) {
            add(words[0], words[1], given);
        }
        for (int copy = 1; copy <= copies; copy++) {
            add(words[0], words[1] + "-" + copy, new LinkedHashMap<>(given));
        }
    }

    /** A number that holds the bar between two numbers holds it with a stroke before it. */
    private static String part(String number) {
        return number.replace("|", "\\|");
    }

    private void add(String table, String id, Map<String, String> given) {
        String billed = given.remove("billed");
        String paid = given.remove("paid");
        Map<String, String> row = TABLES.get(table).row(id);
        row.putAll(given);
        rows.get(table).add(row);
        if (billed != null) {
            Map<String, String> invoice = new LinkedHashMap<>(
                    Map.of("order_id", id, "amount", billed, "customer_id", row.get("customer_id")));
            invoice.put("paid", paid == null ? "0" : paid);
            add("invoice", "i-" + id, invoice);
        } else if (paid != null && !paid.equals("0")) {
            String[] amountAndDay = (paid + "@2025-06-20").split("@");
            add(
                    "payment",
                    "p-" + id,
                    new LinkedHashMap<>(
                            Map.of("invoice_id", id, "amount", amountAndDay[0], "payment_date", amountAndDay[1])));
        }
    }

    /** Puts the rows into the staging tables, and every customer they name but nobody. */
    public void fill(StagedValues staged) {
        addCustomers();
        rows.forEach((name, lines) -> {
            if (!lines.isEmpty()) {
                SourceTable table = TABLES.get(name).table();
                Set<String> columns = new TreeSet<>();
                lines.forEach(line -> columns.addAll(line.keySet()));
                refuseUnknown(
                        name,
                        columns,
                        staged.maker().table(table.staging().sqlName()).columns());
                Dataset<Row> text = text(staged.maker(), List.copyOf(columns), lines);
                boolean isSold = table == SourceTable.ORDERS || table == SourceTable.ORDER_LINES;
                staged.put(table, isSold ? withTotals(text) : text);
            }
        });
    }

    private static void refuseUnknown(String name, Set<String> columns, String[] known) {
        Set<String> unknown = new TreeSet<>(columns);
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "a row of " + name + " has the columns " + unknown + ": expected some of " + List.of(known));
        }
    }

    private void addCustomers() {
        Set<String> known = new TreeSet<>(List.of(STRANGER));
        rows.get("customer").forEach(row -> known.add(row.get("customer_id")));
        Set<String> named = new TreeSet<>();
        rows.values().forEach(lines -> lines.forEach(row -> named.add(row.getOrDefault("customer_id", STRANGER))));
        named.remove("null");
        named.removeAll(known);
        named.forEach(customer -> add("customer", customer, new LinkedHashMap<>()));
    }

    /** Staging's own totals of an order or a line of one. */
    static Dataset<Row> withTotals(Dataset<Row> orders) {
        return orders.selectExpr(
                "*",
                "round(cast(qty as decimal(19, 4)) * cast(price as decimal(19, 4)), 2) as gross_amount",
                "round(gross_amount - cast(discount as decimal(19, 4)), 2) as net_amount");
    }

    private static Dataset<Row> text(SparkSession session, List<String> columns, List<Map<String, String>> lines) {
        StructType schema = new StructType(columns.stream()
                .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
                .toArray(StructField[]::new));
        return session.createDataFrame(
                lines.stream()
                        .map(row -> RowFactory.create(columns.stream()
                                .map(name -> "null".equals(row.get(name)) ? null : row.get(name))
                                .toArray()))
                        .toList(),
                schema);
    }
}
