package io.arrears.model.fit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** What a fit leaves behind: from a vector to a raw score, in plain arrays. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FlatForest.class, name = "forest"),
    @JsonSubTypes.Type(value = LinearClassifier.class, name = "line"),
    @JsonSubTypes.Type(value = BoostedTrees.class, name = "boosted")
})
public sealed interface FittedClassifier extends Serializable permits FlatForest, LinearClassifier, BoostedTrees {

    /** The share of the classifier's weight for the event, 0 to 1; no probability before calibration. */
    double raw(double[] vector);
}
