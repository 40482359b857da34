package io.arrears.model.feature;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.types.Metadata;

/**
 * From the features of a row to a vector, everything fitted on training rows: missing values, rare categories, bounds.
 * A forest gets categories as indexes and numbers as they are; a linear model gets one slot per category and bounded
 * numbers. Training, scoring in Spark and scoring without it all go through {@link #vector}.
 *
 * @param linear whether the vector is for a linear model
 */
public record FeatureEncoding(List<NumericRule> numeric, List<CategoryRule> categorical, boolean linear)
        implements Serializable {

    public static final String VECTOR = "features";

    /** One slot of the vector: the feature it comes from, and value, missing, index or the level it means. */
    public record Slot(String feature, String part) {

        public boolean isIndex() {
            return part.equals("index");
        }
    }

    /** The slots of the vector, in order. */
    public List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (NumericRule rule : numeric) {
            slots.add(new Slot(rule.name(), "value"));
            if (rule.indicator()) {
                slots.add(new Slot(rule.name(), "missing"));
            }
        }
        for (CategoryRule rule : categorical) {
            if (linear) {
                rule.all().forEach(level -> slots.add(new Slot(rule.name(), "is " + level)));
            } else {
                slots.add(new Slot(rule.name(), "index"));
            }
        }
        return slots;
    }

    private int size() {
        int size = 0;
        for (NumericRule rule : numeric) {
            size += rule.indicator() ? 2 : 1;
        }
        for (CategoryRule rule : categorical) {
            size += linear ? rule.levels().size() + 1 : 1;
        }
        return size;
    }

    /**
     * The vector of one row.
     *
     * @param numbers values of the numeric features, in order; NaN is missing
     * @param texts values of the categorical features, in order; null is missing
     */
    public double[] vector(double[] numbers, String[] texts) {
        double[] vector = new double[size()];
        int slot = 0;
        for (int i = 0; i < numbers.length; i++) {
            NumericRule rule = numeric.get(i);
            vector[slot++] = rule.value(numbers[i], linear);
            if (rule.indicator()) {
                vector[slot++] = Double.isFinite(numbers[i]) ? 0 : 1;
            }
        }
        for (int i = 0; i < texts.length; i++) {
            CategoryRule rule = categorical.get(i);
            if (linear) {
                vector[slot + rule.index(texts[i])] = 1;
                slot += rule.levels().size() + 1;
            } else {
                vector[slot++] = rule.index(texts[i]);
            }
        }
        return vector;
    }

    /** Tells MLlib which slots are categories. */
    public Metadata metadata() {
        List<Attribute> attributes = new ArrayList<>();
        int category = 0;
        for (Slot slot : slots()) {
            attributes.add(
                    slot.isIndex()
                            ? NominalAttribute.defaultAttr()
                                    .withNumValues(
                                            categorical.get(category++).all().size())
                            : NumericAttribute.defaultAttr());
        }
        return new AttributeGroup(VECTOR, attributes.toArray(Attribute[]::new)).toMetadata();
    }
}
