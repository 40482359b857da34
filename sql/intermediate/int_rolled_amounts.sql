-- grain: invoice_id, part_due_date, month_end_date, state
-- kind: view
-- What each balance of int_bucket_moves was a month later: four rows of it, which add up to from_amount.
select currency, invoice_id, part_due_date, month_end_date, from_bucket, state, amount
from int_bucket_moves
lateral view stack(4,
    to_bucket, stays_amount, 'Paid', paid_amount, 'Credited', credited_amount, 'Written Off', written_off_amount
) parts as state, amount
