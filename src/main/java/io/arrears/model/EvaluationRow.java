package io.arrears.model;

import io.arrears.model.judge.Evaluation;
import io.arrears.model.store.ModelCard;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One row of score_evaluation, made step by step: what it is about, then its number. What is not set is null. */
record EvaluationRow(
        String topic,
        ModelCard card,
        String model,
        String slice,
        String segment,
        String subject,
        int position,
        Long observations,
        String verdict,
        String sliceVerdict) {

    static final StructType SCHEMA = new StructType()
            .add("topic", DataTypes.StringType)
            .add("task", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("model_version", DataTypes.StringType)
            .add("slice", DataTypes.StringType)
            .add("segment", DataTypes.StringType)
            .add("subject", DataTypes.StringType)
            .add("position", DataTypes.IntegerType)
            .add("metric", DataTypes.StringType)
            .add("value", DataTypes.DoubleType)
            .add("lower", DataTypes.DoubleType)
            .add("upper", DataTypes.DoubleType)
            .add("amount", DataTypes.createDecimalType(19, 4))
            .add("observations", DataTypes.LongType)
            .add("verdict", DataTypes.StringType)
            .add("slice_verdict", DataTypes.StringType);

    /** Where a row is about nothing narrower than the model. */
    private static final String WHOLE = "*";

    /** About a model, or a baseline beside it, on one slice as a whole. */
    static EvaluationRow about(String topic, ModelCard card, String model, String slice) {
        return new EvaluationRow(topic, card, model, slice, Evaluation.ALL, WHOLE, 0, null, null, null);
    }

    EvaluationRow in(String ofSegment) {
        return new EvaluationRow(
                topic, card, model, slice, ofSegment, subject, position, observations, verdict, sliceVerdict);
    }

    EvaluationRow on(String ofSubject) {
        return new EvaluationRow(
                topic, card, model, slice, segment, ofSubject, position, observations, verdict, sliceVerdict);
    }

    EvaluationRow at(int ofPosition) {
        return new EvaluationRow(
                topic, card, model, slice, segment, subject, ofPosition, observations, verdict, sliceVerdict);
    }

    EvaluationRow from(Long rows) {
        return new EvaluationRow(topic, card, model, slice, segment, subject, position, rows, verdict, sliceVerdict);
    }

    EvaluationRow judged(String as) {
        return new EvaluationRow(topic, card, model, slice, segment, subject, position, observations, as, sliceVerdict);
    }

    /** What the figures of the slice alone say; it decides nothing but on calibration rows. */
    EvaluationRow alone(String as) {
        return new EvaluationRow(topic, card, model, slice, segment, subject, position, observations, verdict, as);
    }

    Row number(String metric, Double value) {
        return row(metric, value, null, null, null);
    }

    /** A number with its interval. */
    Row number(String metric, Double value, Double lower, Double upper) {
        return row(metric, value, lower, upper, null);
    }

    Row money(String metric, BigDecimal amount) {
        return row(metric, null, null, null, amount);
    }

    private Row row(String metric, Double value, Double lower, Double upper, BigDecimal amount) {
        return RowFactory.create(
                topic,
                card.task(),
                model,
                card.version(),
                slice,
                segment,
                subject,
                position,
                metric,
                value,
                lower,
                upper,
                amount,
                observations,
                verdict,
                sliceVerdict);
    }
}
