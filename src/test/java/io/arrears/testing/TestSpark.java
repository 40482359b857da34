package io.arrears.testing;

import io.arrears.lake.PlanExecution;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests; isolate tests by {@code newSession()} and temporary views. */
public final class TestSpark {

    private static SparkSession shared;

    private TestSpark() {}

    /** A fresh session over the shared context: local[2], UTC, no UI, one shuffle partition, Delta. */
    public static synchronized SparkSession session() {
        if (shared == null) {
            System.setProperty("derby.system.home", "target/derby");
            System.setProperty("spark.sql.warehouse.dir", "target/spark-warehouse");
            shared = io.arrears.lake.Sessions.open(new io.arrears.config.Settings.Spark("2", 1, 0));
            shared.sparkContext().setLogLevel("ERROR");
        }
        return shared.newSession();
    }

    /** A fresh session for small data, where to compile and to adapt a plan costs more than to interpret it. */
    public static SparkSession small() {
        SparkSession session = session();
        PlanExecution.interpret(session, true);
        return session;
    }

    /** Registers a view from a SQL query, usually {@code select * from values …}. */
    public static void view(SparkSession session, String name, String query) {
        session.sql(query).createOrReplaceTempView(name);
    }
}
