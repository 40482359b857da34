package io.arrears.lake;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * How a session executes its plans. Of few rows, to compile a plan and to plan it again as it runs cost more than its
 * rows: those plans are interpreted, as they were planned. Both ways give the same rows.
 */
public final class PlanExecution {

    private static final Map<String, String> INTERPRETED = Map.of(
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN",
            "spark.sql.adaptive.enabled", "false",
            // Without adaptive execution nothing merges the partitions of a shuffle.
            "spark.sql.shuffle.partitions", "1");

    private PlanExecution() {}

    /** From now on the session interprets its plans, or executes them as it was opened to. */
    public static void interpret(SparkSession spark, boolean isSmall) {
        RuntimeConfig session = spark.conf();
        SparkConf opened = spark.sparkContext().getConf();
        INTERPRETED.forEach((key, value) -> {
            if (isSmall) {
                session.set(key, value);
            } else if (opened.contains(key)) {
                session.set(key, opened.get(key));
            } else {
                session.unset(key);
            }
        });
    }

    /** A new session, without the views of the one given, that executes plans as that one does. */
    public static SparkSession beside(SparkSession spark) {
        SparkSession session = spark.newSession();
        INTERPRETED.keySet().forEach(key -> Optional.ofNullable(spark.conf().get(key, null))
                .ifPresent(value -> session.conf().set(key, value)));
        return session;
    }
}
