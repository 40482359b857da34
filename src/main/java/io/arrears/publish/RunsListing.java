package io.arrears.publish;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.Lake;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.Pointers;
import io.arrears.lake.Table;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The {@code runs} command: one line per run, newest first. */
public final class RunsListing {

    private static final String NEWEST_STATUS = """
            with ordered as (
                select *,
                    row_number() over (
                        partition by run_id order by finished_at desc nulls last
                        rows between unbounded preceding and current row
                    ) as position,
                    max(run_id) over () as newest_run_id
                from ops_runs
            )
            select
                run_id,
                started_at,
                as_of_date,
                case when status = 'running' and run_id < newest_run_id then 'interrupted' else status end as status,
                rows,
                round(seconds, 1) as seconds,
                run_id in (select run_id from current_runs) as is_published,
                message
            from ordered
            where position = 1
            order by run_id desc
            """;

    private RunsListing() {}

    /** When, as-of, status, rows and seconds of every run, and whether its result is what counts for its day. */
    public static Dataset<Row> rows(SparkSession spark, Lake lake) {
        SparkSession session = PlanExecution.beside(spark);
        if (!lake.exists(Table.OPS_RUNS)) {
            throw new ArrearsException(ExitCode.BAD_REQUEST, "no run has been started in the lake " + lake.root());
        }
        List<String> current = Pointers.current(new Pointers(lake).history(), Long.MAX_VALUE).values().stream()
                .map(publication -> publication.run().text())
                .toList();
        session.createDataset(current, Encoders.STRING()).toDF(Lake.RUN).createOrReplaceTempView("current_runs");
        lake.in(session).readAll(Table.OPS_RUNS).createOrReplaceTempView("ops_runs");
        return session.sql(NEWEST_STATUS);
    }
}
