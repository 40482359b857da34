package io.arrears.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** What a fit leaves behind: from a vector to a raw score, in plain arrays. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FlatForest.class, name = "forest"),
    @JsonSubTypes.Type(value = Line.class, name = "line"),
    @JsonSubTypes.Type(value = BoostedTrees.class, name = "boosted")
})
public sealed interface FittedClassifier extends Serializable permits FlatForest, Line, BoostedTrees {

    /** The share of the classifier's weight for the event, 0 to 1; no probability before calibration. */
    double raw(double[] vector);

    /** The same for many vectors: worth making once for a million of them. */
    default RawScorer scorer() {
        return this::raw;
    }
}
