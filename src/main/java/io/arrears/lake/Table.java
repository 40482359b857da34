package io.arrears.lake;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue: every table of the lake, one line each. The layer gives the folder and the SQL folder, the name gives
 * the SQL file; the key is the grain within one slice (one as-of day of one run) and is checked to be unique.
 */
public enum Table {
    // raw: what the source said, as text; one slice per ingest
    RAW_INVOICES(Layer.RAW),
    RAW_CHARGES(Layer.RAW),
    RAW_PAYMENTS(Layer.RAW),
    RAW_CUSTOMERS(Layer.RAW),
    RAW_ORDERS(Layer.RAW),
    RAW_RETURNS(Layer.RAW),
    RAW_PRODUCTS(Layer.RAW),
    RAW_SALES_REPS(Layer.RAW),
    RAW_TRANSACTIONS(Layer.RAW),
    // staging: typed, clean, one row per source row; one slice per ingest
    STG_INVOICES(Layer.STAGING, "invoice_id"),
    STG_CHARGES(Layer.STAGING, "charge_id"),
    STG_PAYMENTS(Layer.STAGING, "payment_id"),
    STG_CUSTOMERS(Layer.STAGING, "customer_id"),
    STG_ORDERS(Layer.STAGING, "order_id"),
    STG_RETURNS(Layer.STAGING, "return_id"),
    STG_PRODUCTS(Layer.STAGING, "sku"),
    STG_SALES_REPS(Layer.STAGING, "sales_rep_id"),
    STG_TRANSACTIONS(Layer.STAGING, "attempt_id"),
    // state at the as-of day
    INT_CONSERVATION(Layer.INTERMEDIATE, "source_table", "currency"),
    // what a run learned
    OPS_PUBLISHED(Layer.OPS, "publication", "as_of_date", "table_name"),
    OPS_RUNS(Layer.OPS, "run_id", "status"),
    OPS_STAGES(Layer.OPS, "run_id", "stage"),
    OPS_CHECKS(Layer.OPS, "check_name", "table_name", "rule"),
    OPS_SOURCES(Layer.OPS, "source_table", "column_name"),
    OPS_COUNTS(Layer.OPS, "source_table", "currency"),
    OPS_QUARANTINE(Layer.OPS, "source_table", "reason_code", "payload");

    private final Layer layer;
    private final List<String> key;

    Table(Layer layer, String... key) {
        this.layer = layer;
        this.key = List.of(key);
    }

    public Layer layer() {
        return layer;
    }

    /** The grain within one slice; empty where rows have no name of their own (raw). */
    public List<String> key() {
        return key;
    }

    /** {@code mart_kpis}: the name of the view in SQL, of the folder in the lake and of the SQL file. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Raw and staging rows belong to an ingest and serve any as-of day; all others belong to one as-of day. */
    public boolean keyedByIngest() {
        return layer == Layer.RAW || layer == Layer.STAGING || this == OPS_SOURCES || this == OPS_COUNTS
                || this == OPS_QUARANTINE;
    }

    /** Operational tables are read whole; slices of all other tables are reached through the published pointers. */
    public boolean isLog() {
        return layer == Layer.OPS && !keyedByIngest() ;
    }

    /** The table with this SQL name, if the catalogue has it. */
    public static Optional<Table> named(String sqlName) {
        for (Table table : values()) {
            if (table.sqlName().equals(sqlName.toLowerCase(Locale.ROOT))) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }
}
