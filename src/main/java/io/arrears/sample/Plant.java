package io.arrears.sample;

/** One kind of defect, or of near miss, and how it comes about. */
record Plant(String name, Growth growth) {

    /** Writes the whole chain of one order. */
    interface Growth {
        void grow(Scene scene);
    }
}
