-- grain: invoice_id
-- control: B06
-- title: Invoice on a cancelled order
-- type: Q
-- severity: high
-- precedence: quality
-- needs: orders.status, invoices.order_id|invoice_lines.order_id
-- policy: tolerance
-- Expected is what the books still expect (to void), actual the cash held (owed back). The order's
-- refunds are taken from its invoices in the order of their dates, each up to what was paid on it.
-- Of an invoice of several orders, the part of those that are cancelled.
with

parts as (
    select
        int_invoices.invoice_id,
        int_invoices.invoice_date,
        int_invoice_orders.order_id,
        int_invoices.currency,
        int_orders.refunded_amount as order_refunded_amount,
        terms.part_of(int_invoices.paid_amount, from_weight, to_weight, whole_weight, int_invoices.currency) as paid_amount,
        terms.part_of(int_invoices.open_amount, from_weight, to_weight, whole_weight, int_invoices.currency) as open_amount
    from int_invoice_orders
    inner join int_invoices
        on int_invoice_orders.invoice_id = int_invoices.invoice_id
    inner join int_orders
        on int_invoice_orders.order_id = int_orders.order_id
    where int_orders.is_cancelled
        and not int_invoice_orders.is_void
),

invoices as (
    select
        invoice_id,
        order_id,
        currency,
        paid_amount,
        open_amount,
        order_refunded_amount,
        coalesce(sum(paid_amount) over (
            partition by order_id
            order by invoice_date, invoice_id
            rows between unbounded preceding and 1 preceding
        ), 0.00) as paid_before
    from parts
),

held as (
    select
        invoice_id,
        max(currency) as currency,
        sum(paid_amount) as paid_amount,
        sum(open_amount) as open_amount,
        sum(paid_amount - greatest(
            least(paid_amount, coalesce(order_refunded_amount, 0.00) - paid_before), 0.00
        )) as kept_amount
    from invoices
    group by invoice_id
),

owed as (
    select
        invoice_id,
        currency,
        paid_amount,
        case when kept_amount > terms.minor_units(:tolerance, currency) then kept_amount else 0.00 end as owed_back,
        case when open_amount > terms.minor_units(:tolerance, currency) then open_amount else 0.00 end as to_void
    from held
)

select
    invoice_id,
    to_void as expected_amount,
    owed_back as actual_amount,
    owed_back + to_void as amount,
    concat(
        'collected ', terms.money_text(paid_amount, currency),
        ', owed back ', terms.money_text(owed_back, currency),
        ', to void ', terms.money_text(to_void, currency)
    ) as evidence
from owed
where owed_back + to_void > 0
