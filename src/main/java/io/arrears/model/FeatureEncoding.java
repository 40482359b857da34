package io.arrears.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;

/**
 * From feature columns to a vector, everything fitted on training rows: missing values, rare categories, bounds. A
 * forest gets categories as indexes and numbers as they are; a linear model gets one slot per category and
 * bounded numbers.
 *
 * @param linear whether the vector is for a linear model
 */
public record FeatureEncoding(List<NumericRule> numeric, List<CategoryRule> categorical, boolean linear) {

    static final String VECTOR = "features";

    /** One slot of the vector: the feature it comes from and, for one-hot slots, the level. */
    public record Slot(String feature, String level) {
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
                rule.all().forEach(level -> slots.add(new Slot(rule.name(), level)));
            } else {
                slots.add(new Slot(rule.name(), "index"));
            }
        }
        return slots;
    }

    /** Fitted stages: clean, index, one-hot for a linear model, assemble. */
    List<Transformer> stages() {
        List<Transformer> stages = new ArrayList<>();
        stages.add(clean());
        if (!categorical.isEmpty()) {
            stages.add(index());
            if (linear) {
                stages.add(oneHot());
            }
        }
        stages.add(assemble());
        return stages;
    }

    private SQLTransformer clean() {
        String columns = Stream.concat(
                numeric.stream().flatMap(rule -> rule.columns(linear).stream()),
                categorical.stream().map(CategoryRule::column)).collect(Collectors.joining(", "));
        return new SQLTransformer("clean").setStatement("select *, " + columns + " from __THIS__");
    }

    private StringIndexerModel index() {
        String[][] labels = categorical.stream()
                .map(rule -> rule.all().toArray(String[]::new)).toArray(String[][]::new);
        StringIndexerModel index = new StringIndexerModel("index", labels);
        return index.setInputCols(names(CategoryRule::levelColumn)).setOutputCols(names(CategoryRule::indexColumn));
    }

    private OneHotEncoderModel oneHot() {
        int[] sizes = categorical.stream().mapToInt(rule -> rule.all().size()).toArray();
        return new OneHotEncoderModel("onehot", sizes).setDropLast(false)
                .setInputCols(names(CategoryRule::indexColumn)).setOutputCols(names(CategoryRule::oneHotColumn));
    }

    private VectorAssembler assemble() {
        Stream<String> inputs = Stream.concat(numeric.stream().flatMap(rule -> rule.slots().stream()),
                categorical.stream().map(linear ? CategoryRule::oneHotColumn : CategoryRule::indexColumn));
        return new VectorAssembler("assemble").setInputCols(inputs.toArray(String[]::new)).setOutputCol(VECTOR);
    }

    private String[] names(java.util.function.Function<CategoryRule, String> column) {
        return categorical.stream().map(column).toArray(String[]::new);
    }

    /** The stages as an array, for a pipeline. */
    PipelineStage[] asPipeline() {
        return stages().toArray(PipelineStage[]::new);
    }
}
