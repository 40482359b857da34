package io.arrears.model.feature;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns a model may use, in the order in which they enter its vector.
 *
 * @param setting the configuration key they come from, for messages
 * @param numeric columns of numbers or truth values
 * @param categorical columns taken as text
 */
public record FeatureSet(String setting, List<String> numeric, List<String> categorical) implements Serializable {

    /** Numeric features first, then categorical ones. */
    public List<String> all() {
        return Stream.concat(numeric.stream(), categorical.stream()).toList();
    }

    /**
     * Checks that the table has every feature with a type that fits.
     *
     * @throws ArrearsException naming the setting, the feature, what was found and what to do
     */
    public void check(String table, StructType schema) {
        if (all().isEmpty()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    setting + " names no feature: list columns of " + table + " under numeric and categorical");
        }
        List<String> twice = new ArrayList<>(all());
        new TreeSet<>(all()).forEach(twice::remove);
        if (!twice.isEmpty()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST, setting + " names " + twice + " more than once: keep one of them");
        }
        List<String> columns = Arrays.asList(schema.fieldNames());
        List<String> missing =
                all().stream().filter(name -> !columns.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    setting + " names " + missing + ", which " + table
                            + " does not have: correct the name or add the column; it has " + new TreeSet<>(columns));
        }
        for (String name : numeric) {
            DataType type = schema.apply(name).dataType();
            if (!(type instanceof NumericType || type instanceof BooleanType || type instanceof NullType)) {
                throw new ArrearsException(
                        ExitCode.BAD_REQUEST,
                        setting + ".numeric names " + name + ", which is "
                                + type.simpleString() + " in " + table + ": expected a number or a boolean;"
                                + " list it under categorical");
            }
        }
    }
}
