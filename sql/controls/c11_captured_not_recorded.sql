-- grain: attempt_id
-- control: C11
-- title: Captured but not recorded
-- type: Q
-- severity: high
-- precedence: quality
-- needs: transactions.invoice_id, payments
-- policy: capture_grace_days, tolerance
-- A successful capture beyond all payments recorded on its invoice. The amount is what lies above them. A capture whose money
-- is booked on no invoice, or on a wrong number, is C06's.
select
    int_unrecorded_captures.attempt_id,
    int_unrecorded_captures.invoice_id,
    int_unrecorded_captures.order_id,
    int_unrecorded_captures.customer_id,
    int_unrecorded_captures.currency,
    int_unrecorded_captures.amount as expected_amount,
    int_unrecorded_captures.amount - unrecorded_amount as actual_amount,
    unrecorded_amount as amount,
    concat('captured ', attempt_date, ', not among the payments') as evidence
from int_unrecorded_captures
left anti join int_unapplied_cash
    on int_unrecorded_captures.attempt_id = int_unapplied_cash.met_attempt_id
where datediff(:as_of, attempt_date) >= :capture_grace_days
