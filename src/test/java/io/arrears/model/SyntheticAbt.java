package io.arrears.model;

import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An invented company with a rule to learn: customers differ in reliability, unreliable ones pay late or not at all.
 * Every number comes from a hash of the invoice and the seed, so the same arguments give the same rows.
 */
public final class SyntheticAbt {

    private static final String UNIFORM = "(pmod(xxhash64(%s, %d, %d), 1000000) / 1000000D)";

    private final SparkSession spark;
    private final int invoices;
    private final int seed;

    public SyntheticAbt(SparkSession spark, int invoices, int seed) {
        this.spark = spark;
        this.invoices = invoices;
        this.seed = seed;
    }

    public static Settings settings(Map<String, String> overrides) {
        return SettingsLoader.load(Optional.of(java.nio.file.Path.of("src/test/resources/models.conf")), overrides);
    }

    private String uniform(String of, int salt) {
        return UNIFORM.formatted(of, seed, salt);
    }

    /** abt_invoices as of 2025-12-31, with the panel of past month ends. */
    public Dataset<Row> invoices() {
        return spark.sql("""
                with invoices as (
                    select
                        id, concat('I', lpad(id, 8, '0')) as invoice_id, id %% %d as customer,
                        date_add(date'2023-01-01', cast(1090 * %s as int)) as issued, %s as chance,
                        %s as size, %s as place
                    from range(0, %d, 1, 4)
                ),
                facts as (
                    select *, %s as reliability, date_add(issued, 30) as due,
                        cast(round(20 + 2000 * size * size, 2) as decimal(19, 4)) as amount,
                        case when place < 0.5 then 'North' when place < 0.8 then 'South' else 'West' end as region
                    from invoices
                ),
                paid as (
                    select *, date_add(due, cast(-25 + 400 * pow(1 - reliability, 2) * chance as int)) as paid_on
                    from facts
                ),
                panel as (
                    select *, last_day(add_months(issued, step)) as observation_date
                    from paid lateral view explode(array(0, 1, 2, 3)) as step
                )
                select
                    observation_date, invoice_id, concat('C', customer) as customer_id, invoice_id as entity_id,
                    observation_date = date'2025-12-31' as is_scoring,
                    if(customer %% 7 = 0, 'EUR', 'USD') as currency, region,
                    if(customer %% 2 = 0, 'Retail', 'Business') as segment, amount, amount as open_amount,
                    case
                        when date_add(due, 90) <= date'2025-12-31' then cast(paid_on > date_add(due, 90) as int)
                    end as label,
                    if(date_add(due, 90) <= date'2025-12-31', 'mature', 'open_window') as label_status,
                    date_add(due, 90) as label_settled_on,
                    case
                        when observation_date <= due then 'Not Due'
                        when datediff(observation_date, due) <= 30 then '1-30 Days'
                        when datediff(observation_date, due) <= 60 then '31-60 Days' else '61-90 Days'
                    end as ageing_bucket,
                    if(customer %% 5 = 0, null, least(1D, greatest(0D, 1 - reliability + 0.4 * (size - 0.5))))
                        as past_late_rate,
                    datediff(observation_date, due) as days_past_due, datediff(observation_date, due) as days_overdue,
                    if(customer %% 5 = 0, null, round(reliability + 0.6 * (place - 0.5), 3)) as reliability_seen,
                    cast(null as double) as all_null, 7 as constant, size as noise, customer %% 3 = 0 as flagged,
                    concat('K', id %% 9973) as many_kinds
                from panel
                where observation_date >= issued and observation_date < paid_on
                    and observation_date <= date_add(due, 90) and observation_date <= date'2025-12-31'
                """.formatted(
                        Math.max(1, invoices / 12),
                        uniform("id", 1),
                        uniform("id", 2),
                        uniform("id", 3),
                        uniform("id", 4),
                        invoices,
                        uniform("customer", 5)));
    }

    /** abt_claims of both types over the same rows; recovered is "not defaulted". */
    public Dataset<Row> claims() {
        return invoices()
                .selectExpr(
                        "observation_date",
                        "invoice_id as claim_id",
                        "if(noise < 0.5, 'failed_payment', 'overdue_invoice') as claim_type",
                        "invoice_id",
                        "cast(null as string) as order_id",
                        "customer_id",
                        "entity_id",
                        "is_scoring",
                        "currency",
                        "region",
                        "segment",
                        "amount",
                        "1 - label as label",
                        "label_status",
                        "label_settled_on",
                        "days_overdue",
                        "ageing_bucket",
                        "1 - past_late_rate as past_recovery_rate",
                        "reliability_seen",
                        "all_null",
                        "constant",
                        "noise",
                        "flagged",
                        "many_kinds");
    }
}
