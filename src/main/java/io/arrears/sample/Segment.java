package io.arrears.sample;

/** What kinds of customers there are, and how they buy. */
enum Segment {
    CONSUMER("Consumer", 0.55, -0.10, 0.88, 0.12, new int[] {14}, 0.02),
    SMB("SMB", 0.33, -0.10, 0.50, 0.35, new int[] {14, 14, 30}, 0.06),
    ENTERPRISE("Enterprise", 0.12, 0.35, 0.08, 0.90, new int[] {30, 30, 45}, 0.09);

    final String label;
    /** Of the customers. */
    final double share;
    /** Added to the reliability of its customers. */
    final double shift;

    final double cardShare;
    /** Orders a month beside the subscription. */
    final double extraOrders;
    /** Days to pay by bank transfer. */
    final int[] terms;
    /** Usual discount. */
    final double discount;

    Segment(
            String label,
            double share,
            double shift,
            double cardShare,
            double extraOrders,
            int[] terms,
            double discount) {
        this.label = label;
        this.share = share;
        this.shift = shift;
        this.cardShare = cardShare;
        this.extraOrders = extraOrders;
        this.terms = terms;
        this.discount = discount;
    }
}
