-- grain: invoice_id
-- kind: table
-- Every invoice at the end of the as-of day with its customer, its order and its bands; amounts in its own currency.
-- open_amount is that of int_balances plus sent_back_amount, what refunds of the order took down of an overpayment.
-- order_net_amount and order_refunded_amount belong to the order and repeat on each of its invoices: never sum them here.
-- ageing_bucket and ageing_sort are null where nothing is open; funnel_stage never (void: nothing is owed).
with int_sent_back as (
    select invoice_id, sent_back_amount
    from int_sent_back
),

int_balances as (
    select
        invoice_id, order_id, customer_id, currency, invoice_date, due_date, face_amount, invoiced_amount,
        charges_amount, amount, paid_amount, credited_amount, written_off_amount, recovered_amount, open_amount, is_open,
        last_payment_date, payments_count, days_past_due, is_disputed, is_void, is_reconstructed,
        visible_from, stored_status, ledger_state, status_date, stored_amount_paid, stored_paid_date
    from int_balances
),

refunded as (
    select order_id, sum(refund_amount) as refunded_amount
    from known_returns
    where order_id is not null
    group by order_id
),

invoices as (
    select
        int_balances.*,
        coalesce(int_balances.customer_id, known_orders.customer_id) as debtor_id,
        coalesce(int_sent_back.sent_back_amount, 0) as sent_back_amount,
        known_orders.order_id is not null as has_order,
        known_orders.status as order_status,
        known_orders.sales_rep_id,
        known_orders.net_amount as order_net_amount,
        coalesce(refunded.refunded_amount, 0) as refunded_amount,
        case
            when open_amount <= 0 then null
            else coalesce(terms.ageing_bucket(days_past_due), terms.no_due_date())
        end as ageing_bucket,
        terms.funnel_stage(is_open, coalesce(days_past_due, 0)) as funnel_stage
    from int_balances
    left join known_orders on int_balances.order_id = known_orders.order_id
    left join refunded on int_balances.order_id = refunded.order_id
    left join int_sent_back on int_balances.invoice_id = int_sent_back.invoice_id
)

select
    invoices.invoice_id,
    invoices.order_id,
    invoices.debtor_id as customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    known_customers.country,
    invoices.sales_rep_id,
    invoices.currency,
    invoices.invoice_date,
    invoices.due_date,
    invoices.face_amount,
    invoices.invoiced_amount,
    invoices.charges_amount,
    invoices.amount,
    invoices.paid_amount,
    invoices.credited_amount,
    invoices.written_off_amount,
    invoices.recovered_amount,
    cast(invoices.sent_back_amount as decimal(19, 4)) as sent_back_amount,
    cast(invoices.open_amount + invoices.sent_back_amount as decimal(19, 4)) as open_amount,
    cast(greatest(invoices.open_amount, 0) as decimal(19, 4)) as outstanding_amount,
    cast(greatest(-invoices.open_amount - invoices.sent_back_amount, 0) as decimal(19, 4)) as overpaid_amount,
    invoices.last_payment_date,
    invoices.payments_count,
    invoices.days_past_due,
    invoices.is_open,
    invoices.is_open and coalesce(invoices.days_past_due > 0, false) as is_overdue,
    invoices.is_disputed,
    invoices.is_void,
    invoices.is_reconstructed,
    invoices.has_order,
    invoices.order_status,
    terms.is_cancelled(invoices.order_status) as is_order_cancelled,
    invoices.stored_status,
    invoices.ledger_state,
    invoices.status_date,
    invoices.stored_amount_paid,
    invoices.stored_paid_date,
    invoices.order_net_amount,
    cast(invoices.refunded_amount as decimal(19, 4)) as order_refunded_amount,
    invoices.ageing_bucket,
    terms.ageing_sort(ageing_bucket) as ageing_sort,
    invoices.funnel_stage,
    terms.funnel_sort(funnel_stage) as funnel_sort
from invoices
left join known_customers on invoices.debtor_id = known_customers.customer_id
