package io.arrears.model.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Column;
import scala.collection.Seq;

/** Feature columns as two arrays, numbers and texts, and back as Java arrays inside a function. */
public final class RawFeatures {

    private RawFeatures() {}

    /** The numeric features of a row as an array of doubles. */
    public static Column numbers(FeatureSet features) {
        return all(features.numeric(), "double");
    }

    /** The categorical features of a row as an array of strings. */
    public static Column texts(FeatureSet features) {
        return all(features.categorical(), "string");
    }

    private static Column all(List<String> names, String type) {
        return array(names.stream().map(name -> column(name).cast(type)).toArray(Column[]::new))
                .cast("array<" + type + ">");
    }

    /** A column by its plain name, whatever characters it has. */
    public static Column column(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    /** Missing is NaN. */
    public static double[] numbers(Seq<Double> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            Object value = values.apply(i);
            numbers[i] = value == null ? Double.NaN : (Double) value;
        }
        return numbers;
    }

    /** Missing is null. */
    public static String[] texts(Seq<String> values) {
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = values.apply(i);
        }
        return texts;
    }
}
