package io.arrears.terms;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The bands of a probability of default; {@code default.medium-risk-from} and {@code high-risk-from} are their edges.
 */
public final class RiskBucket {

    public static final String LOW = "Low Risk";
    public static final String MEDIUM = "Medium Risk";
    public static final String HIGH = "High Risk";

    /** All names, the lowest first. */
    public static final List<String> BUCKETS = List.of(LOW, MEDIUM, HIGH);

    private static final List<UTF8String> NAMES =
            BUCKETS.stream().map(UTF8String::fromString).toList();

    private RiskBucket() {}

    /** {@code terms.risk_bucket(probability, medium from, high from)}; null where there is no score. */
    @SuppressWarnings("serial") // As Term.
    public static final class Of extends Term {
        Of() {
            super("risk_bucket", StringType, false, DoubleType, DoubleType, DoubleType);
        }

        public static UTF8String invoke(double probability, double mediumFrom, double highFrom) {
            return NAMES.get(probability < mediumFrom ? 0 : probability < highFrom ? 1 : 2);
        }
    }

    /** {@code terms.risk_sort(bucket)}: its place from 1; 0 where it is none, null where it is null. */
    @SuppressWarnings("serial") // As Term.
    public static final class Sort extends Term {
        Sort() {
            super("risk_sort", IntegerType, true, StringType);
        }

        public static Integer invoke(UTF8String bucket) {
            return bucket == null ? null : NAMES.indexOf(bucket) + 1;
        }
    }
}
