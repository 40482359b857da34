package io.arrears.transform;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The vocabulary of {@code sql/staging}: how text becomes a day, an amount, a yes or no. What each accepts and why is
 * written down in {@code sql/DECISIONS.md}. Java and not SQL: the same rules as SQL expressions need minutes to compile.
 */
final class StagingFunctions {

    /** Grows by one with every change of what is accepted, repaired or refused; stored with every quarantined row. */
    static final int RULE_VERSION = 2;

    private static final DataType DECIMAL = DataTypes.createDecimalType(19, 4);

    private StagingFunctions() {}

    /** Makes the functions known to one session. */
    static void register(SparkSession session) {
        register(session, "as_text", DataTypes.StringType, (UDF1<String, String>) TextValue::clean);
        register(session, "as_flag", DataTypes.BooleanType, (UDF1<String, Boolean>) TextValue::flag);
        register(session, "has_control", DataTypes.BooleanType, (UDF1<String, Boolean>) TextValue::hasControl);
        register(session, "as_money", DECIMAL, (UDF1<String, BigDecimal>) NumberText::money);
        register(session, "as_quantity", DECIMAL, (UDF1<String, BigDecimal>) NumberText::quantity);
        register(session, "as_rate", DataTypes.createDecimalType(24, NumberText.RATE_SCALE), (UDF1<String, BigDecimal>)
                NumberText::rate);
        register(session, "as_count", DataTypes.IntegerType, (UDF1<String, Integer>) NumberText::count);
        register(session, "is_odd_number", DataTypes.BooleanType, (UDF1<String, Boolean>) NumberText::isOdd);
        register(session, "why_no_money", DataTypes.StringType, (UDF1<String, String>) NumberText::whyNoMoney);
        register(session, "as_day", DataTypes.DateType, (UDF1<String, LocalDate>) DayText::day);
        register(session, "as_instant", DataTypes.TimestampType, (UDF1<String, Instant>) DayText::instant);
        register(session, "is_odd_day", DataTypes.BooleanType, (UDF1<String, Boolean>) DayText::isOdd);
        register(session, "why_no_day", DataTypes.StringType, (UDF1<String, String>) DayText::whyNoDay);
        session.udf()
                .register("is_rounded", (UDF2<String, Integer, Boolean>) NumberText::isRounded, DataTypes.BooleanType);
    }

    private static <T> void register(SparkSession session, String name, DataType type, UDF1<String, T> function) {
        session.udf().register(name, function, type);
    }
}
