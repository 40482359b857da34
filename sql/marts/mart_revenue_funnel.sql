-- grain: currency, region, funnel_stage
-- kind: table
-- rows: few
-- How far invoiced money has come: paid, not yet due, overdue, long overdue. An open invoice without a due date is not
-- yet due. A void invoice is counted nowhere; what was paid on it stays in the paid amount of Fully Paid.
with int_invoices as (
    select
        currency, region, funnel_stage, funnel_sort, is_void, amount, paid_amount, outstanding_amount, overpaid_amount
    from int_invoices
)

select
    currency,
    region,
    funnel_stage,
    max(funnel_sort) as funnel_sort,
    count_if(not is_void) as invoices,
    cast(sum(amount) as decimal(19, 3)) as invoiced_amount,
    cast(sum(paid_amount) as decimal(19, 3)) as paid_amount,
    cast(sum(outstanding_amount) as decimal(19, 3)) as outstanding_amount,
    cast(sum(overpaid_amount) as decimal(19, 3)) as overpaid_amount
from int_invoices
group by currency, region, funnel_stage
