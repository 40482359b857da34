-- grain: invoice_id, valid_from
-- kind: kept
-- The cash discounts that were granted or, below zero, taken back, on the days on which that became known. Most offers are
-- never used: this list is short, and many read it.
select invoice_id, valid_from, event_date, change_amount
from int_discount_days
where change_amount <> 0
