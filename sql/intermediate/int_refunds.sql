-- grain: return_id
-- kind: table
-- Every return made and known by the end of the as-of day, with its order where it names a known one.
-- Currency: the order's, else the only one of the customer's invoices, else the ledger's only one, else the default.
with stg_returns as (
    select return_id, order_id, customer_id, sku, return_date, qty, refund_amount, reason
    from stg_returns
    where visible_from <= :as_of and conflict_from > :as_of
),

stg_customers as (
    select customer_id, region
    from stg_customers
    where visible_from <= :as_of and conflict_from > :as_of
),

int_orders as (
    select order_id, customer_id, sku, currency, order_date, order_status
    from int_orders
),

int_invoices as (
    select customer_id, currency
    from int_invoices
),

customer_currencies as (
    select customer_id, if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
    where customer_id is not null
    group by customer_id
),

ledger as (
    select if(min(currency) = max(currency), min(currency), null) as only_currency
    from int_invoices
),

refunds as (
    select
        stg_returns.return_id,
        stg_returns.order_id,
        coalesce(stg_returns.customer_id, int_orders.customer_id) as customer_id,
        coalesce(stg_returns.sku, int_orders.sku) as sku,
        int_orders.currency as order_currency,
        stg_returns.return_date,
        stg_returns.qty,
        stg_returns.refund_amount,
        stg_returns.reason,
        int_orders.order_id is not null as has_order,
        int_orders.order_date,
        int_orders.order_status
    from stg_returns
    left join int_orders on stg_returns.order_id = int_orders.order_id
)

select
    refunds.return_id,
    refunds.order_id,
    refunds.customer_id,
    refunds.sku,
    coalesce(
        refunds.order_currency, customer_currencies.only_currency, ledger.only_currency, :default_currency
    ) as currency,
    coalesce(stg_customers.region, 'Unknown') as region,
    refunds.return_date,
    refunds.qty,
    refunds.refund_amount,
    refunds.reason,
    refunds.has_order,
    refunds.order_date,
    refunds.order_status
from refunds
cross join ledger
left join customer_currencies on refunds.customer_id = customer_currencies.customer_id
left join stg_customers on refunds.customer_id = stg_customers.customer_id
